import { LitElement, css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { LABS, titleOfLab } from '../../labs/labs.ts';
import { labLanguage } from '../page/lab-language.ts';
import { href } from '../page/router.ts';
import { base } from '../styles/shared.ts';
import { plainText } from '../page/lab-markup.ts';
import { TEXTS } from './continue-lab-texts.ts';
import { lastLab, type LastLab } from './last-lab.ts';

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
    return html`<h2>${TEXTS.heading}</h2>
      <p>${lab ? this.renderLab(lab) : TEXTS.none(href(['labs']))}</p>`;
  }

  private renderLab(lab: LastLab) {
    // The language may have been chosen since.
    const ofCourse = LABS.find(({ id }) => id === lab.id);
    const { title, language } = ofCourse ? titleOfLab(ofCourse, labLanguage()) : lab;
    return TEXTS.started(href(['labs', lab.id]), plainText(title), language);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-continue-lab': StrongContinueLab;
  }
}
