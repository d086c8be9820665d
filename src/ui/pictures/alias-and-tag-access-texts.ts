/** Texts of the picture *alias-and-tag-access*. */
import { countOf } from '../kit/format.ts';

export const TEXTS = {
  policies: 'What policies test',
  keys: 'Keys, their aliases and tags',
  noKey: 'No key yet.',
  noPrincipal: 'No other principal yet.',
  further: (keys: number) => `${countOf(keys, 'further key', 'further keys')}, not drawn`,
  noTest: (principal: string) => `No policy of ${principal} tests tags or aliases.`,
  test: (principal: string, effect: string, operator: string, key: string, values: string) =>
    `${principal}: ${effect} if ${key} matches ${values} (${operator})`,
  noAlias: 'No alias',
  movedFrom: (key: string) => `before on ${key}`,
  movedAway: (alias: string) => `${alias} was here before`,
  tag: (name: string, value: string) => `${name} = ${value}`,
  noTag: 'No tag',
  usedThrough: (alias: string, calls: number) => `Encrypt through ${alias}: ${countOf(calls, 'call', 'calls')}`,
  may: (operation: string) => `may ${operation}`,
  mayNot: (operation: string) => `may not ${operation}`,
};
