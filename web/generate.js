// Makes types and texts of the explorer's operations, which stand in .graphql files
// beside what asks them, as the schema has them. Each build does, so that they are
// never stale.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { codegen } from '@graphql-codegen/core';
import * as typedDocumentNode from '@graphql-codegen/typed-document-node';
import * as typescriptOperations from '@graphql-codegen/typescript-operations';
import { concatAST, parse, Source } from 'graphql';

const folder = import.meta.dirname;

/** The documents of the files below a folder whose names end in a suffix. */
function documents(root, suffix) {
  return readdirSync(join(folder, root), { recursive: true })
    .filter((name) => name.endsWith(suffix))
    .sort()
    .map((name) => {
      const location = join(root, name);
      return { location, document: parse(new Source(readFileSync(join(folder, location), 'utf8'), location)) };
    });
}

const filename = join(folder, 'explorer/generated/operations.ts');
const content = await codegen({
  filename,
  schema: concatAST(documents('../graph/schema', '.graphqls').map(({ document }) => document)),
  documents: documents('explorer', '.graphql'),
  plugins: [{ typescriptOperations: {} }, { typedDocumentNode: {} }],
  pluginMap: { typescriptOperations, typedDocumentNode },
  config: {
    documentMode: 'string',
    useTypeImports: true,
    enumType: 'string-literal',
    mergeFragmentTypes: true,
    scalars: { Date: 'string' },
    strictScalars: true,
  },
});
mkdirSync(dirname(filename), { recursive: true });
writeFileSync(filename, content);
