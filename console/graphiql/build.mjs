// Bundles the playground into assets/graphiql/: one script and one style sheet, compressed, and the licences of what is in them.
// The same lock file gives the same bytes (compare decompressed: another zlib may compress otherwise).
import { build } from 'esbuild';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const here = path.dirname(fileURLToPath(import.meta.url));
const out = path.resolve(here, '../../assets/graphiql');

// The embedded web fonts are two thirds of GraphiQL's style sheet; the system's fonts do as well.
const withoutFonts = {
  name: 'without-fonts',
  setup(build) {
    build.onLoad({ filter: /\.css$/ }, ({ path: file }) => ({
      contents: readFileSync(file, 'utf8').replace(/@font-face\s*\{[^}]*\}/g, ''),
      loader: 'css',
    }));
  },
};

const result = await build({
  absWorkingDir: here,
  entryPoints: { graphiql: 'src/main.js' },
  bundle: true,
  minify: true,
  write: false,
  metafile: true,
  format: 'iife',
  target: 'es2022',
  outdir: out,
  legalComments: 'none',
  loader: { '.graphql': 'text' },
  define: { 'process.env.NODE_ENV': '"production"' },
  plugins: [withoutFonts],
});

mkdirSync(out, { recursive: true });
for (const file of result.outputFiles) {
  const compressed = gzipSync(file.contents, { level: 9 });
  writeFileSync(`${file.path}.gz`, compressed);
  console.log(`${path.basename(file.path)}: ${file.contents.length} bytes, ${compressed.length} compressed`);
}

// Every package that has a part in the bundle, with its licence as it ships it; packages of one text share it.
const folders = new Set();
for (const input of Object.keys(result.metafile.inputs)) {
  const folder = input.match(/^(?:.*node_modules\/)(?:@[^/]+\/)?[^/]+/)?.[0];
  if (folder) folders.add(folder);
}
const packagesByText = new Map();
for (const folder of folders) {
  const { name, version, license } = JSON.parse(readFileSync(path.join(here, folder, 'package.json'), 'utf8'));
  const file = readdirSync(path.join(here, folder)).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file ? readFileSync(path.join(here, folder, file), 'utf8').trim() : 'These packages ship no licence text.';
  packagesByText.set(text, [...(packagesByText.get(text) ?? []), `${name} ${version} (${license})`]);
}
const notices = [...packagesByText].map(([text, names]) => `${names.sort().join('\n')}\n\n${text}\n`).sort();
const rule = `\n${'-'.repeat(100)}\n\n`;
writeFileSync(
  path.join(out, 'LICENSES.txt'),
  `The playground (graphiql.js.gz, graphiql.css.gz) contains the packages below, minified.\n${rule}${notices.join(rule)}`,
);
console.log(`${folders.size} packages in LICENSES.txt`);
