import { LitElement, css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { href } from '../page/router.ts';
import { base } from '../styles/shared.ts';
import { plainText } from '../page/lab-markup.ts';
import { TEXTS } from './labs-texts.ts';
import { lastLab } from './last-lab.ts';

/** On Home: the lab that was last started, or the list of labs. */
@customElement('strong-continue-lab')
export class StrongContinueLab extends LitElement {
  static override styles = [
    base,
    css`
      h2 {
        margin-bottom: 0.25rem;
      }
    `,
  ];

  override render() {
    const lab = lastLab();
    return html`<h2>${TEXTS.continueLab.heading}</h2>
      ${
        lab
          ? html`<p>${TEXTS.continueLab.started(href(['labs', lab.id]), plainText(lab.title))}</p>`
          : html`<p>${TEXTS.continueLab.none(href(['labs']))}</p>`
      }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-continue-lab': StrongContinueLab;
  }
}
