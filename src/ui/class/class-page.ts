import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { browserStorage } from '../page/browser-storage.ts';
import { plainText } from '../page/lab-markup.ts';
import { PAGE_TITLE } from '../page/page-context.ts';
import { href } from '../page/router.ts';
import { StrongPage } from '../page/strong-page.ts';
import { base, controls } from '../styles/shared.ts';
import { TEXTS } from './class-texts.ts';
import { JoinedClasses } from './joined-classes.ts';
import './joined-class-panel.ts';
import './make-class-panel.ts';
import './open-class-panel.ts';
import './reports-panel.ts';

/** The classes: the list, one of them, a class to open or to make, and the reports of learners. */
@customElement('strong-class-page')
export class StrongClassPage extends StrongPage {
  static override styles = [
    base,
    controls,
    css`
      section {
        margin-top: 2rem;
      }
      strong-open-class-panel,
      .row {
        margin-top: 0.75rem;
      }
      li {
        margin-top: 0.25rem;
      }
      ul {
        list-style: none;
      }
    `,
  ];

  /** `new`, `reports`, the ID of a class, or empty. */
  @property() view = '';
  /** `file` has an encoded class, `from` the address of a class file. */
  @property({ attribute: false }) query = new URLSearchParams();

  private get isOpening(): boolean {
    return this.query.has('file') || this.query.has('from');
  }

  private get heading(): string {
    if (this.view === 'new') return TEXTS.newTitle;
    if (this.view === 'reports') return TEXTS.reportsTitle;
    if (this.view === '') return this.isOpening ? TEXTS.openTitle : TEXTS.title;
    const joined = this.joined;
    return plainText(joined ? joined.file.title : TEXTS.missing(this.view));
  }

  private get joined() {
    return new JoinedClasses(browserStorage()).find(this.view);
  }

  protected override updated(): void {
    PAGE_TITLE.dispatch(this, this.heading);
  }

  override render() {
    const isFirst = this.view === '' && !this.isOpening;
    return html`${isFirst ? nothing : html`<nav><a href=${href(['class'])}>${TEXTS.all}</a></nav>`}
      <h1 dir="auto">${this.heading}</h1>
      ${this.renderPart(isFirst)}`;
  }

  private renderPart(isFirst: boolean) {
    const { view, query, joined } = this;
    if (view === 'new')
      return html`<p class="soft">${TEXTS.make.lead}</p>
        <strong-make-class-panel></strong-make-class-panel>`;
    if (view === 'reports') return html`<strong-reports-panel></strong-reports-panel>`;
    if (isFirst) return this.renderList();
    if (view === '')
      return html`<strong-open-class-panel
        .link=${query.get('file') ?? ''}
        .address=${query.get('from') ?? ''}
      ></strong-open-class-panel>`;
    if (!joined) return html`<p>${TEXTS.missingWhy}</p>`;
    return html`<strong-joined-class-panel .joined=${joined}></strong-joined-class-panel>`;
  }

  private renderList() {
    const classes = new JoinedClasses(browserStorage()).all();
    return html`<p class="soft">${TEXTS.lead}</p>
      <section aria-labelledby="yours">
        <h2 id="yours">${TEXTS.list.heading}</h2>
        ${classes.length === 0 ? html`<p>${TEXTS.list.none}</p>` : nothing}
        <ul>
          ${classes.map(
            ({ file, joinedAt }) =>
              html`<li dir="auto">
                <a href=${href(['class', file.id])}>${plainText(file.title)}</a>
                <span class="soft small">${TEXTS.list.joined(joinedAt)}</span>
              </li>`,
          )}
        </ul>
      </section>
      <section aria-labelledby="open">
        <h2 id="open">${TEXTS.open.heading}</h2>
        <strong-open-class-panel></strong-open-class-panel>
      </section>
      <section aria-labelledby="trainers">
        <h2 id="trainers">${TEXTS.list.trainers}</h2>
        <p class="row">
          <a class="button" href=${href(['class', 'new'])}>${TEXTS.list.make}</a>
          <a class="button" href=${href(['class', 'reports'])}>${TEXTS.list.reports}</a>
        </p>
      </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-class-page': StrongClassPage;
  }
}
