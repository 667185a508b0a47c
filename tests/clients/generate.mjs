// Writes src/generated/schema.ts: the types of schema.graphql and of the operations in src/operations, with one typed document
// for each. An operation that the schema does not allow stops it.
import { codegen } from '@graphql-codegen/core';
import * as typedDocumentNode from '@graphql-codegen/typed-document-node';
import * as typescript from '@graphql-codegen/typescript';
import * as typescriptOperations from '@graphql-codegen/typescript-operations';
import { buildASTSchema, parse } from 'graphql';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const schemaFile = process.env.GLOUTON_SCHEMA ?? path.resolve(here, '../../schema.graphql');
const operations = path.join(here, 'src/operations');
const output = path.join(here, 'src/generated/schema.ts');

const schema = parse(readFileSync(schemaFile, 'utf8'));
const documents = readdirSync(operations)
  .sort()
  .map((name) => ({
    location: path.join(operations, name),
    document: parse(readFileSync(path.join(operations, name), 'utf8')),
  }));

const text = await codegen({
  filename: output,
  schema,
  schemaAst: buildASTSchema(schema),
  documents,
  config: {
    enumsAsTypes: true,
    useTypeImports: true,
    skipTypename: false,
    avoidOptionals: { field: true },
    strictScalars: true,
    scalars: { DateTime: 'string', URL: 'string', Decimal: 'string', JSON: 'unknown', Upload: 'Blob' },
  },
  plugins: [{ typescript: {} }, { operations: {} }, { documents: {} }],
  pluginMap: { typescript, operations: typescriptOperations, documents: typedDocumentNode },
});
mkdirSync(path.dirname(output), { recursive: true });
writeFileSync(output, text);
console.log(`${path.relative(here, output)}: ${documents.length} files of operations`);
