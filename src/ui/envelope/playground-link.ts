import { html, nothing } from 'lit';
import type { ByteMap } from '../../envelope/byte-map/byte-map.ts';
import { href } from '../page/router.ts';
import { handOver } from './hand-over.ts';
import type { Inspection } from './inspection.ts';
import { TEXTS } from './inspector-texts.ts';

/** Tabs of the Playground that decrypt a format. */
const TABS: Readonly<Partial<Record<ByteMap['format'], readonly string[]>>> = {
  message: ['playground', 'file'],
  'ciphertext-blob': ['playground'],
};

/** Renders a link that opens the Playground with the copy, where it can decrypt it. */
export function renderPlaygroundLink({ map, name, copy: blob }: Inspection) {
  const tab = TABS[map.format];
  if (!tab) return nothing;
  return html`<p>
    <a id="playground" href=${href(tab)} @click=${() => handOver('playground', { name, blob })}
      >${TEXTS.check.playground}</a
    >
  </p>`;
}
