import type { InputOf } from '../../model/operations.ts';
import type { NewKey } from './strong-create-key.ts';

/** Returns the input of CreateKey for what the dialog asks for. What is the default is omitted. */
export function createKeyInput({ description, usage, spec, origin, multiRegion }: NewKey): InputOf<'CreateKey'> {
  return {
    Description: description,
    KeyUsage: usage,
    KeySpec: spec,
    ...(origin === 'EXTERNAL' ? { Origin: origin } : {}),
    ...(multiRegion ? { MultiRegion: true } : {}),
  };
}

/** The tab of the new key to show, as a part of its address: the next step of a key without material is its import. */
export const firstTab = ({ origin }: NewKey): readonly string[] => (origin === 'EXTERNAL' ? ['material'] : []);
