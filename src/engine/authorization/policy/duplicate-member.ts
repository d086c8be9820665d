/** Members that stand twice in an object of a JSON text. Source: the IAM page on the grammar of the JSON policy language, policy grammar notes. */

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}:]/g;

/** The first name that an object of `text`, which must be JSON, has twice; undefined when none has. `JSON.parse` would keep the last of them and say nothing. */
export function duplicateMember(text: string): string | undefined {
  const open: Set<string>[] = [];
  let last = '""';
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '{') open.push(new Set());
    else if (token === '}') open.pop();
    else if (token !== ':') last = token;
    else {
      const name = JSON.parse(last) as string;
      const names = open.at(-1);
      if (names?.has(name)) return name;
      names?.add(name);
    }
  }
  return undefined;
}
