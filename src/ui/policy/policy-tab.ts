import { initialState, Task } from '@lit/task';
import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { isAccountId } from '../../model/arn.ts';
import type { AccessCell } from '../../model/decision.ts';
import { hasServiceRecords } from '../../services/blast-radius/has-service-records.ts';
import { announce } from '../kit/announce.ts';
import { browserStorage } from '../page/browser-storage.ts';
import { isAwsManaged } from '../page/aws-managed.ts';
import { outputOf } from '../page/call-recorder.ts';
import {
  consoleView,
  defaultPolicy,
  formatted,
  keyAccount,
  withAccount,
  withDeletion,
  withoutPrincipal,
  withPrincipal,
} from '../policy-text/console-statements.ts';
import { policyDrafts, type CHANGE_DRAFT } from './policy-draft.ts';
import { draftFromActivity } from './least-privilege-key-policy.ts';
import { DECIDING, type LookedAt } from './policy-preview.ts';
import { PolicyPreviewer } from './policy-previewer.ts';
import type { Nameable } from '../policy-text/policy-vocabulary.ts';
import { problemOf } from '../page/problem.ts';
import { moment } from '../kit/format.ts';
import type { EventOf } from '../kit/typed-event.ts';
import { policyTabStyles } from './policy-tab.styles.ts';
import { TEXTS } from './policy-texts.ts';
import { permissionTests, type PermissionTest } from './permission-tests.ts';
import { renderPolicyRadius } from './render-policy-radius.ts';
import type { SET_BYPASS } from './strong-policy-effect.ts';
import type { CREATE_PRINCIPAL } from './strong-findings.ts';
import type { ADD_PRINCIPAL, REMOVE_PRINCIPAL, SET_DELETION } from './strong-policy-people.ts';
import type { CHANGE_TESTS } from './strong-permission-tests.ts';
import { foldable } from '../styles/pieces.ts';
import { StrongKeyTab } from '../page/strong-key-tab.ts';
import { WorldController } from '../page/world-controller.ts';
import './policy-tests.ts';
import './policy-versions.ts';
import './strong-policy-changes.ts';
import './strong-policy-editor.ts';
import './strong-policy-people.ts';
import './strong-policy-templates.ts';

/** A draft is kept and previewed after a pause in typing of this length. */
const TYPING_PAUSE_MS = 250;

/**
 * The key policy: an editor, the default view and templates that change one draft, which is stored until it is saved or
 * discarded; the preview of the draft, permission tests, and earlier versions.
 */
@customElement('strong-key-policy-tab')
export class StrongKeyPolicyTab extends StrongKeyTab {
  static override styles = [...StrongKeyTab.styles, foldable, policyTabStyles];

  protected override readonly shape = 'form';

  @state() private stored = '';
  /** The draft; undefined without changes. */
  @state() private draft: string | undefined;
  @state() private view: 'lists' | 'text' = 'text';
  @state() private check: LookedAt | undefined;
  /** Whether anything is known that the policy could stop. */
  @state() private hasRecords = false;
  @state() private matrix: readonly AccessCell[] = [];
  @state() private nameable: Nameable = { principals: [], accounts: [] };
  @state() private bypass = false;
  /** The browser could store the draft. */
  @state() private kept = true;
  @state() private tests: readonly PermissionTest[] = [];
  /** What the last button did, or why it did nothing. */
  @state() private said = '';
  /** A generated policy also allows the reads that the console made to show its pages. */
  @state() private includeReads = false;
  /** The draft is from an earlier visit: its time, and whether the stored policy changed since editing started. */
  @state() private left: { readonly at: number; readonly overtaken: boolean } | undefined;

  readonly #drafts = policyDrafts(browserStorage());
  readonly #previewer = new PolicyPreviewer();
  /** The stored policy at the start of editing. */
  #base = '';
  /** The tab has loaded, and restored the draft of an earlier visit if there is one. */
  #known = false;

  readonly #previewing = new Task(this, {
    // Every load replaces `nameable`: what a draft changes also depends on the rest of the sandbox.
    args: () => [this.text, this.tests, this.nameable] as const,
    task: async ([text], { signal }) => {
      if (!this.#known) return initialState;
      if (this.changed) {
        await new Promise((resolve) => setTimeout(resolve, TYPING_PAUSE_MS));
        if (signal.aborted) return initialState;
        this.#keepDraft();
      }
      return (await this.preview(text, signal)) ?? initialState;
    },
    onComplete: (check) => (this.check = check),
    onError: (error) => (this.problem = problemOf(error)),
  });

  #world: WorldController | undefined;

  constructor() {
    super();
    // Once the policy is shown: the matrix of a large directory is slow.
    new Task(this, {
      args: () => [this.nameable] as const,
      task: () => (this.#known ? this.context.strongroom.sandbox.accessMatrix(this.arn) : initialState),
      onComplete: (matrix) => (this.matrix = matrix),
      onError: (error) => (this.problem = problemOf(error)),
    });
  }

  private get arn(): string {
    return this.key.Arn;
  }

  private get text(): string {
    return this.draft ?? this.stored;
  }

  private get changed(): boolean {
    return this.draft !== undefined && this.draft !== this.stored;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('pagehide', this.#keepDraft);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('pagehide', this.#keepDraft);
    this.#previewing.abort();
    this.#keepDraft();
  }

  protected override async load() {
    const { kms, strongroom } = this.context;
    // Not earlier: an element whose code loads late is connected before it has its context.
    this.#world ??= new WorldController(this, {
      strongroom: () => this.context.strongroom,
      stores: DECIDING,
      onChange: () => void this.look(),
    });
    const reply = await kms.call('GetKeyPolicy', { KeyId: this.key.KeyId });
    const { Policy = '' } = outputOf(this.#world.saw(reply));
    const [hasRecords, principals, accounts] = await Promise.all([
      hasServiceRecords(strongroom),
      strongroom.sandbox.principals.list(),
      strongroom.sandbox.accounts.list(),
    ]);
    return () => {
      this.hasRecords = hasRecords;
      this.stored = Policy;
      if (!this.#known) this.takeUp();
      this.nameable = { principals: principals.map(({ arn }) => arn), accounts: accounts.map(({ id }) => id) };
      this.tests = permissionTests(browserStorage()).of(this.arn) ?? [];
    };
  }

  protected override renderContent() {
    const { view } = this;
    if (isAwsManaged(this.key)) {
      return html`<p>${TEXTS.managed}</p>
        ${this.renderEditor(true)}`;
    }
    return html`${this.left ? this.renderLeft(this.left) : nothing}
      <div class="row views" role="group" aria-label=${TEXTS.views}>
        <button type="button" aria-pressed=${view === 'text'} @click=${() => (this.view = 'text')}>
          ${TEXTS.policyView}
        </button>
        <button type="button" aria-pressed=${view === 'lists'} @click=${() => (this.view = 'lists')}>
          ${TEXTS.defaultView}
        </button>
      </div>
      ${view === 'text' ? this.renderEditor(false) : this.renderLists()} ${this.renderSaving()}
      <strong-key-policy-tests
        class="wide"
        .key=${this.key}
        .text=${this.changed ? (this.check?.text ?? this.stored) : this.stored}
        .tests=${this.tests}
        .found=${this.check?.results ?? []}
        .callers=${this.nameable.principals}
        .matrix=${this.matrix}
        ?drafting=${this.changed}
        @strong-tests=${this.takeTests}
      ></strong-key-policy-tests>
      <strong-key-policy-versions
        class="wide"
        .key=${this.key}
        .stored=${this.stored}
        @strong-draft=${({ detail }: EventOf<typeof CHANGE_DRAFT>) => this.write(detail.text)}
      ></strong-key-policy-versions>`;
  }

  private renderLeft({ at, overtaken }: NonNullable<typeof this.left>) {
    return html`<div class="row kept wide">
      <span>${overtaken ? TEXTS.restoredOvertaken(moment(at)) : TEXTS.restored(moment(at))}</span>
      <button type="button" @click=${this.discard}>${TEXTS.discard}</button>
    </div>`;
  }

  private renderEditor(locked: boolean) {
    return html`<strong-policy-editor
      class="wide"
      .text=${this.text}
      .checked=${this.check}
      .nameable=${this.nameable}
      ?locked=${locked}
      @strong-draft=${({ detail }: EventOf<typeof CHANGE_DRAFT>) => this.write(detail.text)}
      @strong-principal=${this.makePrincipal}
    ></strong-policy-editor>`;
  }

  private renderLists() {
    const account = keyAccount(this.key);
    const { text } = this;
    return html`<strong-policy-people
      class="wide"
      .view=${consoleView(text, account)}
      .account=${account}
      .nameable=${this.nameable}
      @strong-admit=${({ detail }: EventOf<typeof ADD_PRINCIPAL>) => this.write(withPrincipal(text, detail.role, detail.principal, this.key))}
      @strong-dismiss=${({ detail }: EventOf<typeof REMOVE_PRINCIPAL>) => this.write(withoutPrincipal(text, detail.role, detail.principal))}
      @strong-deletion=${({ detail }: EventOf<typeof SET_DELETION>) => this.write(withDeletion(text, detail.allowed))}
    ></strong-policy-people>`;
  }

  private renderSaving() {
    const { changed } = this;
    return html`<details class="wide">
        <summary>${TEXTS.addFromTemplate}</summary>
        <strong-policy-templates
          .text=${this.text}
          .of=${this.key}
          .nameable=${this.nameable}
          @strong-draft=${({ detail }: EventOf<typeof CHANGE_DRAFT>) => this.write(detail.text)}
        ></strong-policy-templates>
      </details>
      ${
        changed
          ? html`<strong-policy-changes
              class="wide"
              .stored=${this.stored}
              .text=${this.text}
              .check=${this.check}
              .matrix=${this.matrix}
              .results=${this.check?.results ?? []}
              .account=${this.context.account}
              .caller=${this.context.caller}
              .bypass=${this.bypass}
              ?lists=${this.view === 'lists'}
              @strong-bypass=${({ detail }: EventOf<typeof SET_BYPASS>) => (this.bypass = detail.bypass)}
              @strong-account=${() => this.write(withAccount(this.text, keyAccount(this.key)))}
            >
              ${this.hasRecords ? renderPolicyRadius(this.context, this.arn, this.text, this.check) : nothing}
            </strong-policy-changes>`
          : nothing
      }
      <div class="row">
        <button type="button" class="primary" ?disabled=${!changed} aria-describedby="why" @click=${this.save}>
          ${TEXTS.save}
        </button>
        <button type="button" ?hidden=${!changed || this.left !== undefined} @click=${this.discard}>
          ${TEXTS.discard}
        </button>
        <button type="button" ?hidden=${this.view !== 'text'} @click=${this.format}>${TEXTS.format}</button>
        <button type="button" @click=${() => this.write(defaultPolicy(keyAccount(this.key)))}>
          ${TEXTS.useDefault}
        </button>
        <button type="button" @click=${this.fromActivity}>${TEXTS.generate}</button>
        <label class="small"
          ><input
            type="checkbox"
            .checked=${this.includeReads}
            @change=${(event: Event) => (this.includeReads = (event.target as HTMLInputElement).checked)}
          />
          ${TEXTS.includeConsoleReads}</label
        >
        <span id="why" class="soft small">${this.said || this.standing}</span>
      </div>`;
  }

  /** The state of the draft. */
  private get standing(): string {
    if (!this.changed) return TEXTS.unchanged;
    return this.kept ? TEXTS.kept : TEXTS.notKept;
  }

  /** Restores the draft of an earlier visit, if there is one. */
  private takeUp() {
    this.#known = true;
    const kept = isAwsManaged(this.key) ? undefined : this.#drafts.of(this.arn);
    if (kept === undefined || kept.text === this.stored) return;
    this.draft = kept.text;
    this.#base = kept.base;
    this.left = { at: kept.at, overtaken: kept.base !== this.stored };
  }

  readonly #keepDraft = (): void => {
    if (!this.#known || isAwsManaged(this.key)) return;
    const kept = this.changed ? { text: this.text, base: this.#base, at: Date.now() } : undefined;
    if (kept !== undefined && this.#drafts.of(this.arn)?.text === kept.text) return;
    this.kept = this.#drafts.keep(this.arn, kept);
  };

  /** Makes `text` the draft. */
  private write(text: string) {
    if (!this.changed) this.#base = this.stored;
    this.draft = text;
    this.said = '';
    this.clearProblem();
  }

  private discard() {
    this.forget();
    // Errors, findings and what the last button did are about the draft.
    this.problem = this.check = undefined;
    this.said = '';
    announce(this, TEXTS.discarded);
  }

  private format() {
    const text = formatted(this.text);
    if (text === undefined) this.said = TEXTS.notJson;
    else if (text !== this.text) this.write(text);
    else this.said = TEXTS.alreadyFormatted;
  }

  /** Generates a draft from the audit log of this key. */
  private async fromActivity() {
    try {
      const { text, said } = await draftFromActivity(this.context, this.arn, { consoleReads: this.includeReads });
      if (text !== undefined) this.write(text);
      this.said = said;
      announce(this, this.said);
    } catch (error) {
      this.problem = problemOf(error);
    }
  }

  private async save() {
    const { text } = this;
    const bypass = this.bypass && this.check?.locksOut ? { BypassPolicyLockoutSafetyCheck: true } : {};
    const undo = this.undoBy('PutKeyPolicy', { KeyId: this.key.KeyId, Policy: this.stored }, TEXTS.savedBack);
    if (!(await this.act('PutKeyPolicy', { Policy: text, ...bypass }, TEXTS.saved, undo))) {
      if (this.text !== text) this.clearProblem();
      return;
    }
    this.stored = text;
    this.forget();
  }

  private forget() {
    this.draft = this.left = undefined;
    this.bypass = false;
    this.#keepDraft();
  }

  /** Creates a principal without an access key, or an account by its id. */
  private async makePrincipal({ detail: { principal } }: EventOf<typeof CREATE_PRINCIPAL>) {
    const { accounts, principals } = this.context.strongroom.sandbox;
    try {
      if (isAccountId(principal)) await accounts.put({ id: principal });
      else await principals.put({ arn: principal, accessKey: false });
      announce(this, TEXTS.principalCreated(principal));
    } catch (error) {
      this.problem = problemOf(error);
    }
  }

  private takeTests({ detail: { tests } }: EventOf<typeof CHANGE_TESTS>) {
    this.tests = tests;
  }

  /** Previews the draft, or checks the stored policy. The findings are about `shown`. */
  private async preview(shown: string, signal: AbortSignal): Promise<LookedAt | undefined> {
    if (isAwsManaged(this.key))
      return { findings: [], locksOut: false, alters: [], cells: [], tests: [], effects: [], results: [], text: shown };
    const { key, tests, context } = this;
    const { strongroom, caller, region } = context;
    const check = await this.#previewer.preview(
      strongroom.sandbox,
      { key, caller, region, text: shown, tests },
      signal,
    );
    return check && { ...check, text: shown };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-key-policy-tab': StrongKeyPolicyTab;
  }
}
