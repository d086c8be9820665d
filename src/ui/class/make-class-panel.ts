import { LitElement, css, html, nothing } from 'lit';
import { consume } from '@lit/context';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { ClassFile } from '../../class/class-file.ts';
import { encodeClass, MAX_LINK_LENGTH } from '../../class/class-link.ts';
import { announce } from '../kit/announce.ts';
import { count } from '../kit/format.ts';
import { download } from '../kit/save-file.ts';
import type { EventOf } from '../kit/typed-event.ts';
import type { CourseEntry, LabCourse } from '../labs/lab-course.ts';
import { loadCourse } from '../labs/load-course.ts';
import { LoadedLabs } from '../labs/loaded-labs.ts';
import { browserStorage } from '../page/browser-storage.ts';
import { PAGE_CONTEXT, type PageContext } from '../page/page-context.ts';
import { problemOf, type Problem } from '../page/problem.ts';
import { href } from '../page/router.ts';
import { keepDraft, readDraft } from '../page/tab-draft.ts';
import { base, controls } from '../styles/shared.ts';
import { buildClass, EMPTY_DRAFT, fieldOf, type ClassDraft, type FieldFindings } from './build-class.ts';
import { TEXTS } from './class-texts.ts';
import type { DRAFT, StrongClassForm } from './strong-class-form.ts';
import './strong-class-form.ts';
import '../kit/strong-copy.ts';
import '../page/strong-problem.ts';

const WORDS = TEXTS.make;
const DRAFT_NAME = 'class';

const isDraft = (value: unknown): value is ClassDraft =>
  Object.entries(EMPTY_DRAFT).every(
    ([name, empty]) => typeof (Object(value) as Record<string, unknown>)[name] === typeof empty,
  ) && Array.isArray((value as ClassDraft).labs);

/** Makes a class: a form, findings at its fields, and the class as a file and a link. */
@customElement('strong-make-class-panel')
export class StrongMakeClassPanel extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      section {
        display: grid;
        gap: 0.75rem;
        max-width: 46rem;
        margin-top: 1.5rem;
        padding: 0.75rem 1rem;
        border-left: 4px solid var(--ok);
        background: var(--raised);
      }
      strong-class-form {
        margin-top: 1rem;
      }
    `,
  ];

  @consume({ context: PAGE_CONTEXT, subscribe: true })
  @property({ attribute: false })
  context!: PageContext;

  @state() private draft: ClassDraft = readDraft(DRAFT_NAME, isDraft) ?? EMPTY_DRAFT;
  @state() private entries: readonly CourseEntry[] = [];
  @state() private findings: FieldFindings = {};
  @state() private made: { readonly file: ClassFile; readonly link: string; readonly length: number } | undefined;
  @state() private problem: Problem | undefined;
  @query('strong-class-form') private form!: StrongClassForm;
  #course: LabCourse | undefined;

  protected override willUpdate(): void {
    this.#course ??= loadCourse(this.context.strongroom);
    if (!this.hasUpdated) this.entries = this.#course.entries();
  }

  override render() {
    return html`<strong-class-form
        .draft=${this.draft}
        .entries=${this.entries}
        .findings=${this.findings}
        .world=${this.context.strongroom.id}
        @strong-class-draft=${({ detail }: EventOf<typeof DRAFT>) => this.onDraft(detail)}
        @strong-copy-contents=${this.onCopy}
        @strong-make-class=${this.onMake}
      ></strong-class-form>
      ${this.problem ? html`<strong-problem .problem=${this.problem}></strong-problem>` : nothing}
      ${this.made ? this.renderMade(this.made) : nothing}`;
  }

  private renderMade({ file, link, length }: NonNullable<typeof this.made>) {
    const address = `${location.origin}${location.pathname}${href(['class'], { from: 'classes/day.json' })}`;
    return html`<section aria-labelledby="made">
      <h2 id="made" tabindex="-1">${WORDS.made}</h2>
      <p><button type="button" id="download" @click=${() => this.onDownload(file)}>${WORDS.download}</button></p>
      ${
        length > MAX_LINK_LENGTH
          ? html`<p>${WORDS.tooLong(count(length))}</p>`
          : html`<div class="field">
              <label for="link">${WORDS.linkLabel}</label>
              <input id="link" readonly .value=${link} />
              <strong-copy .text=${link} what=${WORDS.linkWhat} words=${WORDS.link}></strong-copy>
            </div>`
      }
      <p class="soft">${WORDS.address(address)}</p>
    </section>`;
  }

  private onDraft(draft: ClassDraft) {
    this.draft = draft;
    this.made = undefined;
    keepDraft(DRAFT_NAME, draft);
  }

  private async onCopy() {
    try {
      const contents = JSON.stringify(await this.context.strongroom.sandbox.export(), null, 2);
      this.onDraft({ ...this.draft, contents });
    } catch (error) {
      this.problem = problemOf(error);
    }
  }

  private async onMake() {
    this.problem = undefined;
    this.made = undefined;
    try {
      const built = buildClass(this.draft, new LoadedLabs(browserStorage()).all());
      if ('findings' in built) {
        await this.refuse(built.findings);
        return;
      }
      const { checkClass } = await import('./load-class.ts');
      const checked = checkClass(built.document);
      if ('findings' in checked) {
        const found: Record<string, string> = {};
        for (const { path, message } of checked.findings) {
          const field = fieldOf(path);
          const place = field === 'contents' ? `${path.slice(1).join('/')}: ` : '';
          found[field] ??= `${place}${message}`;
        }
        await this.refuse(found);
        return;
      }
      this.findings = {};
      const encoded = await encodeClass(checked.file);
      const link = `${location.origin}${location.pathname}${href(['class'], { file: encoded })}`;
      this.made = { file: checked.file, link, length: encoded.length };
      announce(this, WORDS.made);
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLElement>('#made')?.focus();
    } catch (error) {
      this.problem = problemOf(error);
    }
  }

  private async refuse(findings: FieldFindings) {
    this.findings = findings;
    announce(this, WORDS.refused(Object.keys(findings).length), 'assertive');
    await this.form.focusFinding();
  }

  private onDownload(file: ClassFile) {
    download(new Blob([`${JSON.stringify(file, null, 2)}\n`]), `class-${file.id}.json`);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-make-class-panel': StrongMakeClassPanel;
  }
}
