/**
 * Records which functions of `src/` a call goes through. A Vite plugin wraps the body of each function so that it runs
 * in an asynchronous context that holds its callers: a function that only returns the promise of another is seen too,
 * which a stack trace would leave out.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import path from 'node:path';
import ts from 'typescript';
import type { Plugin } from 'vite';

const ROOT = path.join(import.meta.dirname, '../..');

/** The functions around what runs now, the outermost first. */
const callers = new AsyncLocalStorage<readonly string[]>();

/** The functions of `src/` that were entered and lead here, the outermost first. */
export const functionsEntered = (): readonly string[] => callers.getStore() ?? [];

/** Runs `body` as the traced code of the bundle does. */
const enter = (name: string, body: () => unknown): unknown => callers.run([...functionsEntered(), name], body);

/** The name under which the bundle finds `enter`. */
const ENTER = '__enterFunction';
Object.assign(globalThis, { [ENTER]: enter });

type Traced = ts.FunctionLikeDeclaration & { readonly body: ts.ConciseBody };

const isTraced = (node: ts.Node): node is Traced =>
  (ts.isFunctionDeclaration(node) ||
    ts.isFunctionExpression(node) ||
    ts.isArrowFunction(node) ||
    ts.isMethodDeclaration(node)) &&
  node.body !== undefined &&
  node.asteriskToken === undefined;

/** What a reader would call the function: its own name, or that of what it is assigned to. */
function nameOf(node: ts.Node): string {
  const named = node as { readonly name?: ts.Node };
  if (named.name !== undefined) return named.name.getText();
  for (let at = node.parent; !ts.isSourceFile(at); at = at.parent) {
    if ((ts.isVariableDeclaration(at) || ts.isPropertyAssignment(at) || ts.isPropertyDeclaration(at)) && at.name)
      return at === node.parent ? at.name.getText() : `${at.name.getText()} (inner)`;
    if (isTraced(at)) return `${nameOf(at)} (inner)`;
  }
  return '(anonymous)';
}

/** The text of a module with every function wrapped. */
function traced(file: string, source: string): string {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const insertions: { readonly at: number; readonly text: string }[] = [];
  const visit = (node: ts.Node): void => {
    if (isTraced(node)) {
      const isAsync =
        ts.canHaveModifiers(node) && ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword);
      const start = `${ENTER}(${JSON.stringify(`${file}: ${nameOf(node)}`)}, ${isAsync ? 'async ' : ''}() => `;
      const { body } = node;
      if (ts.isBlock(body)) {
        insertions.push({ at: body.getStart() + 1, text: ` return ${start}{` }, { at: body.end - 1, text: '}); ' });
      } else insertions.push({ at: body.getStart(), text: `${start}(` }, { at: body.end, text: '))' });
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  // A function that ends where another does comes first in the list, as the tree is walked from outside in: its end
  // must come last.
  const pieces = insertions
    .map((insertion, order) => ({ ...insertion, order }))
    .toSorted(
      (one, other) =>
        one.at - other.at || (one.text.startsWith(')') ? other.order - one.order : one.order - other.order),
    );
  let text = '';
  let end = 0;
  for (const { at, text: inserted } of pieces) {
    text += source.slice(end, at) + inserted;
    end = at;
  }
  return `const ${ENTER} = globalThis.${ENTER};\n${text}${source.slice(end)}`;
}

/** Wraps the functions of every module under `src/`. */
export const tracingPlugin: Plugin = {
  name: 'trace-functions',
  enforce: 'pre',
  transform(code, id) {
    const file = path.relative(path.join(ROOT, 'src'), id).replaceAll(path.sep, '/');
    return file.startsWith('..') || !file.endsWith('.ts') ? undefined : traced(file, code);
  },
};
