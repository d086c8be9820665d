import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { plainText } from '../page/lab-markup.ts';
import { href } from '../page/router.ts';
import { USAGES, type PicturedKey, type Usage } from './key-usages.ts';
import { pictureWords } from './picture-words.ts';
import { StrongPicture } from './strong-picture.ts';
import '../kit/strong-icon.ts';

const words = () => pictureWords().keyUsages;

const describe = ({ name, spec, hasPublicKey }: PicturedKey) =>
  `${plainText(name)} (${spec})${hasPublicKey ? `. ${words().publicKey(plainText(name))}` : ''}`;

/** A picture of KMS with a door for each key usage, and the keys behind it. Public keys are outside of the wall. */
@customElement('strong-key-usages')
export class StrongKeyUsages extends StrongPicture<ReadonlyMap<Usage, readonly PicturedKey[]>> {
  static override styles = [
    ...StrongPicture.styles,
    css`
      ul:not(.text) {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(13rem, 100%), 1fr));
        gap: 0.75rem;
        list-style: none;
      }
      .usage {
        display: grid;
        grid-template-rows: 1fr auto;
        gap: 0.5rem;
      }
      .wall {
        padding: 0.6rem 0.75rem;
        border: var(--wall-width) solid var(--wall-fill);
        background: var(--wall-tint);
      }
      .outside {
        min-height: 3rem;
        padding: 0.4rem 0.75rem;
        border: 1px dashed var(--edge);
      }
      .keys {
        display: block;
        padding: 0;
      }
      .keys li {
        overflow-wrap: anywhere;
      }
    `,
  ];

  constructor() {
    super(pictureWords);
  }

  protected override renderDrawing(byUsage: ReadonlyMap<Usage, readonly PicturedKey[]>) {
    return html`<ul>
      ${USAGES.map((usage) => this.renderUsage(usage, byUsage.get(usage) ?? []))}
    </ul>`;
  }

  protected override renderText(byUsage: ReadonlyMap<Usage, readonly PicturedKey[]>) {
    return html`<ul class="text">
      ${USAGES.map((usage) => {
        const keys = byUsage.get(usage) ?? [];
        return html`<li>
          ${words().usages[usage]}: ${keys.length === 0 ? words().none : keys.map(describe).join('; ')}
        </li>`;
      })}
    </ul>`;
  }

  private renderUsage(usage: Usage, keys: readonly PicturedKey[]) {
    const open = keys.filter(({ hasPublicKey }) => hasPublicKey);
    return html`<li class="usage">
      <div class="wall">
        <h3>${words().usages[usage]}</h3>
        <p class="small soft">${words().inside}</p>
        ${
          keys.length === 0
            ? html`<p class="soft">${words().none}</p>`
            : html`<ul class="keys">
                ${keys.map(
                  ({ keyId, name, spec }) =>
                    html`<li>
                      <strong-icon name="keys"></strong-icon> <a href=${href(['keys', keyId])}>${plainText(name)}</a>
                      <span class="small">${spec}</span>
                    </li>`,
                )}
              </ul>`
        }
      </div>
      <p class="outside small">
        ${
          open.length === 0
            ? html`<span class="soft">${words().nothingOutside}</span>`
            : open.map(
                ({ name }, index) =>
                  html`${index > 0 ? html`<br />` : nothing}<strong-icon name="bare-key"></strong-icon>
                    ${words().publicKey(plainText(name))}`,
              )
        }
      </p>
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-key-usages': StrongKeyUsages;
  }
}
