// The playground's example tabs: they are the first thing a newcomer runs, so the schema must allow every one.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { buildSchema, parse, validate } from 'graphql';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const schema = buildSchema(readFileSync(process.env.GLOUTON_SCHEMA ?? path.join(root, 'schema.graphql'), 'utf8'));
const examples = path.join(root, 'console/graphiql/examples');

for (const name of readdirSync(examples)) {
  test(`the example ${name} is valid`, () => {
    const problems = validate(schema, parse(readFileSync(path.join(examples, name), 'utf8')));
    assert.deepEqual(problems.map((problem) => problem.message), []);
  });
}
