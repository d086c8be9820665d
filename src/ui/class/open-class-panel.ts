import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { consume } from '@lit/context';
import { customElement, property, state } from 'lit/decorators.js';
import type { ClassFile } from '../../class/class-file.ts';
import { announce } from '../kit/announce.ts';
import type { FileEvent } from '../kit/strong-file-drop.ts';
import { LoadedLabs } from '../labs/loaded-labs.ts';
import { browserStorage } from '../page/browser-storage.ts';
import { PAGE_CONTEXT, type PageContext } from '../page/page-context.ts';
import { problemOf, type Problem } from '../page/problem.ts';
import { href } from '../page/router.ts';
import { base, controls } from '../styles/shared.ts';
import { TEXTS } from './class-texts.ts';
import { describeClass } from './describe-class.ts';
import { JoinedClasses } from './joined-classes.ts';
import type { ClassFinding, LoadedClass } from './load-class.ts';
import { isSameClass, joinClass } from './load-class-sandbox.ts';
import './strong-class-plan.ts';
import '../kit/strong-file-drop.ts';
import '../page/strong-problem.ts';

const WORDS = TEXTS.open;

/** Opens a class from a file, a link or an address of this site: shows what it creates, and joins it when asked. */
@customElement('strong-open-class-panel')
export class StrongOpenClassPanel extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      .row {
        margin-top: 1rem;
      }
    `,
  ];

  @consume({ context: PAGE_CONTEXT, subscribe: true })
  @property({ attribute: false })
  context!: PageContext;
  /** The encoded class of a link. */
  @property() link = '';
  /** An address of a class file on this site. */
  @property() address = '';
  @property({ attribute: false }) fetchFile: typeof fetch | undefined;

  @state() private file: ClassFile | undefined;
  @state() private findings: readonly ClassFinding[] = [];
  @state() private isLoading = false;
  @state() private isJoining = false;
  @state() private problem: Problem | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { link, address, fetchFile } = this;
    if (changed.has('link') && link !== '') void this.take((code) => code.loadClassLink(link));
    else if (changed.has('address') && address !== '')
      void this.take((code) => code.loadClassAddress(address, fetchFile));
  }

  private async take(load: (code: typeof import('./load-class.ts')) => LoadedClass | Promise<LoadedClass>) {
    this.isLoading = true;
    this.problem = undefined;
    this.file = undefined;
    this.findings = [];
    try {
      const result = await load(await import('./load-class.ts'));
      if ('file' in result) this.file = result.file;
      else {
        this.findings = result.findings;
        announce(this, `${WORDS.findings(result.findings.length)}. ${result.findings[0]?.message ?? ''}`, 'assertive');
      }
    } catch (error) {
      this.problem = problemOf(error);
    }
    this.isLoading = false;
  }

  override render() {
    return html`${this.link === '' && this.address === '' ? this.renderDrop() : nothing}
    ${this.isLoading ? html`<p role="status">${WORDS.loading}</p>` : nothing}
    ${this.file ? this.renderPlan(this.file) : html`<strong-class-plan .findings=${this.findings}></strong-class-plan>`}
    ${this.problem ? html`<strong-problem .problem=${this.problem}></strong-problem>` : nothing}`;
  }

  private renderDrop() {
    return html`<strong-file-drop
      label=${WORDS.drop}
      action=${WORDS.choose}
      @strong-file=${({ detail: { file } }: FileEvent) => this.take((code) => code.loadClassFile(file))}
    ></strong-file-drop>`;
  }

  private renderPlan(file: ClassFile) {
    const before = new JoinedClasses(browserStorage()).find(file.id);
    const joined = before && (isSameClass(before.file, file) ? 'same' : 'other');
    const loaded = new LoadedLabs(browserStorage()).all();
    const isChanged = (lab: object & { readonly id: string }) =>
      loaded.some((one) => one.id === lab.id && JSON.stringify(one) !== JSON.stringify(lab));
    const replaced = (file.ownLabs ?? []).filter(isChanged).map(({ id }) => id);
    return html`<strong-class-plan .name=${file.title} .words=${describeClass(file, { joined, replaced })}>
      </strong-class-plan>
      <p class="row">
        ${
          this.isJoining
            ? html`<span role="status">${WORDS.joining}</span>`
            : html`<button type="button" class="primary" id="join" @click=${() => this.join(file)}>
                  ${joined ? WORDS.joinAgain : WORDS.join}</button
                ><span class="soft">${joined ? nothing : WORDS.nothingYet}</span>`
        }
      </p>`;
  }

  private async join(file: ClassFile) {
    if (this.isJoining) return;
    this.isJoining = true;
    this.problem = undefined;
    try {
      await joinClass(this.context.strongroom, file);
      location.hash = href(['class', file.id]);
    } catch (error) {
      this.problem = problemOf(error);
    } finally {
      this.isJoining = false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-open-class-panel': StrongOpenClassPanel;
  }
}
