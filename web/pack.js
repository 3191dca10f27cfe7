// Packs what Vite has built into dist/, each file gzipped, as the server embeds
// it. With --check it writes nothing, and fails where dist/ is not what the
// sources make. Only contents count, so that any version of zlib agrees.
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';

const folder = import.meta.dirname;

/** The files below a folder: their paths and contents. */
function contents(root, read) {
  const files = new Map();
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(path.slice(root.length + 1), read(path));
  }
  return files;
}

const built = contents(join(folder, 'build'), readFileSync);
mkdirSync(join(folder, 'dist'), { recursive: true });
const packed = new Map();
for (const [name, content] of contents(join(folder, 'dist'), (path) => gunzipSync(readFileSync(path)))) {
  packed.set(name.replace(/\.gz$/, ''), content);
}

const changed = [...built].filter(([name, content]) => !packed.get(name)?.equals(content));
const gone = [...packed.keys()].filter((name) => !built.has(name));

if (process.argv.includes('--check')) {
  for (const [name] of changed) console.error(`dist/${name}.gz is not what the sources make`);
  for (const name of gone) console.error(`dist/${name}.gz is left over`);
  if (changed.length + gone.length > 0) {
    console.error('In the folder web, run: npm ci && npm run build');
    process.exit(1);
  }
} else {
  for (const name of gone) rmSync(join(folder, 'dist', `${name}.gz`));
  for (const [name, content] of changed) {
    const path = join(folder, 'dist', `${name}.gz`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, gzipSync(content, { level: 9 })); // without name and time
  }
}
