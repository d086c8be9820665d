/** No file of `src/` imports itself by way of others: type imports and `import()` included. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import ts from 'typescript';

type Imports = ReadonlyMap<string, readonly string[]>;

/** The files that each file of `folder` imports by relative paths. */
function readImports(folder: string): Imports {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  return new Map(
    files.map((file) => {
      const { importedFiles } = ts.preProcessFile(readFileSync(path.join(folder, file), 'utf8'), true, true);
      const relative = importedFiles.map(({ fileName }) => fileName).filter((name) => name.startsWith('.'));
      return [file, relative.map((name) => path.join(path.dirname(file), name.replace(/\?.*$/, '')))];
    }),
  );
}

/** One circle through each file that is in any, as the files in order of import, the first one again at the end. */
function findCircles(imports: Imports): string[] {
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (file: string, above: readonly string[]): void => {
    if (above.includes(file)) circles.push([...above.slice(above.indexOf(file)), file].join(' → '));
    if (above.includes(file) || done.has(file)) return;
    for (const next of imports.get(file) ?? []) visit(next, [...above, file]);
    done.add(file);
  };
  for (const file of imports.keys()) visit(file, []);
  return circles;
}

describe('the imports of src/', () => {
  it('have no circle', () => {
    const imports = readImports('src');
    assert.ok([...imports.values()].flat().length > 1000, 'the imports are read');
    assert.deepEqual(findCircles(imports), []);
  });

  it('would show a circle of three files', () => {
    const planted = new Map([
      ['a.ts', ['b.ts']],
      ['b.ts', ['c.ts']],
      ['c.ts', ['b.ts', 'a.ts']],
    ]);
    assert.deepEqual(findCircles(planted), ['b.ts → c.ts → b.ts', 'a.ts → b.ts → c.ts → a.ts']);
  });
});
