import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Strongroom } from '../../client/strongroom.ts';
import { REQUEST_POLICY_TEXT } from '../decision/policy-text-request.ts';
import type { EventOf } from '../kit/typed-event.ts';
import { InLabLanguage } from '../page/in-lab-language.ts';
import { problemOf, type Problem } from '../page/problem.ts';
import { WorldController } from '../page/world-controller.ts';
import { base } from '../styles/shared.ts';
import { pictureWords } from './picture-words.ts';
import { PICTURES, type LoadPicture } from './pictures.ts';
import type { PictureElement } from './strong-picture.ts';
import '../page/strong-problem.ts';

/** The picture of a lab, drawn anew after changes of its sandbox. Empty for a picture that the app does not have. */
@customElement('strong-picture-panel')
export class StrongPicturePanel extends LitElement {
  static override styles = [
    base,
    css`
      section {
        margin-top: 1.25rem;
      }
    `,
  ];

  /** Name of the picture. */
  @property() name = '';
  /** The sandbox of the lab. */
  @property({ attribute: false }) strongroom!: Strongroom;
  @property() region = '';
  @property() caption = '';
  /** Language of the caption: BCP 47 tag. */
  @property() language = 'en';

  @state() private drawing: PictureElement | undefined;
  @state() private problem: Problem | undefined;
  /** Reads what the picture of this name shows. */
  private read: LoadPicture | undefined;

  constructor() {
    super();
    new InLabLanguage(this, pictureWords);
    new WorldController(this, { strongroom: () => this.strongroom, onChange: () => void this.refresh() });
    this.addEventListener(REQUEST_POLICY_TEXT.name, (event) =>
      this.onPolicyWanted(event as EventOf<typeof REQUEST_POLICY_TEXT>),
    );
  }

  override render() {
    if (this.problem) return html`<strong-problem lang="en" .problem=${this.problem}></strong-problem>`;
    if (!this.drawing) return nothing;
    return html`<section aria-labelledby="picture">
      <h2 id="picture">${pictureWords().heading}</h2>
      ${this.drawing}
    </section>`;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('name')) void this.load();
    else if (changed.has('strongroom') || changed.has('region')) void this.refresh();
    if (this.drawing) this.pass(this.drawing);
  }

  /** Answers with the policy of this sandbox. The shell would answer with one of the sandbox that the page shows. */
  private onPolicyWanted(event: EventOf<typeof REQUEST_POLICY_TEXT>) {
    const { which, answer } = event.detail;
    const { sandbox } = this.strongroom;
    event.stopPropagation();
    answer(import('../decision/read-policy-text.ts').then(({ policyText }) => policyText(sandbox, which)));
  }

  /** Loads the code of the picture, then its data. */
  private async load() {
    const { name } = this;
    this.drawing = undefined;
    this.read = undefined;
    this.problem = undefined;
    const row = Object.hasOwn(PICTURES, name) ? PICTURES[name] : undefined;
    if (!row) return;
    try {
      const read = await row.load();
      if (name !== this.name) return;
      this.read = read;
      const drawing = document.createElement(row.element) as PictureElement;
      this.pass(drawing);
      this.drawing = drawing;
    } catch (error) {
      this.problem = problemOf(error);
    }
    await this.refresh();
  }

  private pass(drawing: PictureElement) {
    drawing.caption = this.caption;
    drawing.language = this.language;
  }

  private async refresh() {
    const { read, drawing, strongroom, region } = this;
    if (!read || !drawing) return;
    try {
      const data = await read({ strongroom, region });
      if (drawing === this.drawing && strongroom === this.strongroom && region === this.region) drawing.data = data;
    } catch (error) {
      this.problem = problemOf(error);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-picture-panel': StrongPicturePanel;
  }
}
