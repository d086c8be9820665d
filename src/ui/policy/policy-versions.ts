import { consume } from '@lit/context';
import { LitElement, html, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { keyPolicyRef } from '../../model/policy-name.ts';
import type { KeyMetadata } from '../../model/sdk.ts';
import type { EventOf } from '../kit/typed-event.ts';
import { CHANGE_DRAFT } from './policy-draft.ts';
import { TEXTS } from './policy-texts.ts';
import type { SHOW_VERSION } from './strong-policy-versions.ts';
import { PAGE_CONTEXT, type PageContext } from '../page/page-context.ts';
import { madeOf, type VersionMade } from './policy-preview.ts';
import { problemOf, type Problem } from '../page/problem.ts';
import { foldable } from '../styles/pieces.ts';
import { base } from '../styles/shared.ts';
import './strong-policy-versions.ts';
import '../page/strong-problem.ts';

/** The versions of a key policy, folded up and loaded when opened. Fires `strong-draft` to use one as the draft. */
@customElement('strong-key-policy-versions')
export class StrongKeyPolicyVersions extends LitElement {
  static override styles = [base, foldable];

  @consume({ context: PAGE_CONTEXT })
  @property({ attribute: false })
  context!: PageContext;
  @property({ attribute: false }) key!: KeyMetadata;
  /** The current policy. Another one adds a version. */
  @property() stored = '';

  @state() private versions = 0;
  @state() private shown = 0;
  /** The texts of the shown version and of the one before it. */
  @state() private texts: readonly (string | undefined)[] = [];
  @state() private made: readonly VersionMade[] = [];
  @state() private problem: Problem | undefined;

  #open = false;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.#open && changed.has('stored')) void this.load();
  }

  override render() {
    return html`<details @toggle=${this.onToggle}>
      <summary>${TEXTS.versions.summary}</summary>
      ${
        this.problem
          ? html`<strong-problem .problem=${this.problem}></strong-problem>`
          : html`<strong-policy-versions
              .versions=${this.versions}
              .shown=${this.shown}
              .made=${this.made}
              .text=${this.texts[0]}
              .previous=${this.texts[1]}
              .stored=${this.stored}
              .account=${this.context.account}
              @strong-version=${({ detail }: EventOf<typeof SHOW_VERSION>) => this.show(detail.version)}
              @strong-again=${this.again}
            ></strong-policy-versions>`
      }
    </details>`;
  }

  private get arn(): string {
    return this.key.Arn ?? '';
  }

  private onToggle(event: Event) {
    this.#open = (event.target as HTMLDetailsElement).open;
    if (this.#open) void this.load();
  }

  private async load() {
    const { sandbox } = this.context.strongroom;
    try {
      const versions = await sandbox.policyVersions(this.arn);
      this.made = await madeOf(sandbox, this.key, versions);
      this.versions = versions;
      await this.show(versions - 1);
    } catch (error) {
      this.problem = problemOf(error);
    }
  }

  private async show(version: number) {
    const { sandbox } = this.context.strongroom;
    this.shown = version;
    this.texts = [];
    const wanted = version > 0 ? [version, version - 1] : [version];
    const texts = await Promise.all(wanted.map((one) => sandbox.policyVersion(keyPolicyRef(this.arn, one))));
    if (version === this.shown) this.texts = [texts[0] ?? '', ...texts.slice(1)];
  }

  private again() {
    CHANGE_DRAFT.dispatch(this, { text: this.texts[0] ?? '' });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-key-policy-versions': StrongKeyPolicyVersions;
  }
}
