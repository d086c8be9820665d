import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Lab } from '../../../labs/lab.ts';
import { resetToStart } from '../../../labs/lab-runner.ts';
import { draftOfRecording } from '../../../labs/recording/draft-of-recording.ts';
import type { RecordingFinding } from '../../../labs/recording/recording-finding.ts';
import { stepsOfRecording } from '../../../labs/recording/steps-of-recording.ts';
import { announce } from '../../kit/announce.ts';
import { download } from '../../kit/save-file.ts';
import type { StrongDialog } from '../../kit/strong-dialog.ts';
import type { EventOf } from '../../kit/typed-event.ts';
import { InLabLanguage } from '../../page/in-lab-language.ts';
import { plainText } from '../../page/lab-markup.ts';
import { problemOf, type Problem } from '../../page/problem.ts';
import { href } from '../../page/router.ts';
import { StrongPage } from '../../page/strong-page.ts';
import { WorldController } from '../../page/world-controller.ts';
import { base, controls } from '../../styles/shared.ts';
import { LAB_STARTED } from '../lab-started.ts';
import { recordLastLab } from '../last-lab.ts';
import { loadCourse } from '../load-course.ts';
import { loadLabText } from '../load-lab-file.ts';
import { checkDocument, checkDraft, labFileText, type DraftFinding, type ProofSandbox } from './check-draft.ts';
import type { DraftPath } from './lab-draft.ts';
import { recordLabWords } from './record-lab-words.ts';
import { RECORD_SANDBOX } from './record-sandbox.ts';
import { CHANGE, recordingSession, type RecordingSession } from './recording-session.ts';
import type { MARK } from './strong-record-controls.ts';
import type { LAB_CHANGED, StrongLabForm } from './strong-lab-form.ts';
import type { MOVE } from './strong-recording-list.ts';
import './strong-lab-findings.ts';
import './strong-lab-form.ts';
import './strong-record-controls.ts';
import './strong-recording-list.ts';
import '../../kit/strong-dialog.ts';
import '../../page/strong-problem.ts';

const words = () => recordLabWords().recording;

/** Records a lab, edits its draft, checks it and hands it out. The page of the labs has its heading. */
@customElement('strong-record-lab-page')
export class StrongRecordLabPage extends StrongPage {
  static override styles = [
    base,
    controls,
    css`
      section {
        display: grid;
        gap: 1rem;
        margin-top: 2rem;
      }
      section > p,
      details {
        max-width: 46rem;
      }
      summary {
        min-height: var(--target);
        align-content: center;
        font-weight: 600;
        cursor: pointer;
      }
      details p + p {
        margin-top: 0.5rem;
      }
      ul {
        padding-left: 1.25rem;
        overflow-wrap: anywhere;
      }
      .proved {
        padding: 0.6rem 0.9rem;
        border-left: 4px solid var(--ok);
      }
    `,
  ];

  /** Default: that of this tab. */
  @property({ attribute: false }) session: RecordingSession = recordingSession();
  /** Opens where the draft is proved. Default: a worker with sandboxes in memory. */
  @property({ attribute: false }) openProof: (() => Promise<ProofSandbox>) | undefined;

  @state() private findings: readonly DraftFinding[] | undefined;
  @state() private isBusy: 'preparing' | 'checking' | 'trying' | undefined;
  @state() private problem: Problem | undefined;
  @query('strong-lab-form') private form!: StrongLabForm | null;
  @query('#remove-dialog') private removeDialog!: StrongDialog;

  private readonly inLanguage = new InLabLanguage(this, recordLabWords);

  constructor() {
    super();
    // Calls of other tabs and programs are in the log only.
    new WorldController(this, {
      strongroom: () => this.context.strongroom,
      onChange: () => void this.session.refresh().catch(() => undefined),
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.session.addEventListener(CHANGE.name, this.onSession);
    if (this.session.recording?.isRunning)
      void this.act(() => this.session.continue(this.context.strongroom)).then(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.session.removeEventListener(CHANGE.name, this.onSession);
  }

  protected override async scheduleUpdate(): Promise<void> {
    await this.inLanguage.ready;
    await super.scheduleUpdate();
  }

  private readonly onSession = () => this.requestUpdate();

  override render() {
    return html`<p class="soft">${recordLabWords().lead}</p>
      ${this.renderRecording()} ${this.renderDraft()} ${this.renderCheck()}
      ${this.problem ? html`<strong-problem lang="en" .problem=${this.problem}></strong-problem>` : nothing}
      <strong-dialog id="remove-dialog" heading=${words().removeQuestion} .cancel=${words().cancel}>
        <p>${words().removeEffect}</p>
        <button type="button" slot="actions" class="danger" id="remove-now" @click=${this.onRemove}>
          ${words().remove}
        </button>
      </strong-dialog>`;
  }

  private renderRecording() {
    const { recording, isStored } = this.session;
    return html`<section aria-labelledby="recording">
      <h2 id="recording">${words().heading}</h2>
      <details>
        <summary>${words().limits}</summary>
        <p>${words().complete}</p>
        <p>${words().partial}</p>
        <p>${words().services}</p>
        <p>${words().kept}</p>
      </details>
      ${
        recording
          ? html`<strong-record-controls
                .recording=${recording}
                ?stored=${isStored}
                @strong-record-mark=${({ detail }: EventOf<typeof MARK>) => this.onMark(detail)}
                @strong-record-stop=${() => this.act(() => this.session.stop())}
              ></strong-record-controls>
              <strong-recording-list
                .entries=${recording.entries}
                @strong-record-move=${({ detail: { id, part } }: EventOf<typeof MOVE>) => this.session.move(id, part)}
              ></strong-recording-list>`
          : nothing
      }
      ${recording?.isRunning ? nothing : this.renderStart()}
    </section>`;
  }

  private renderStart() {
    if (this.isBusy === 'preparing') return html`<p role="status">${words().preparing}</p>`;
    const { recording, lab } = this.session;
    return html`${
        recording
          ? nothing
          : html`<p class="soft small">
              ${words().shown(this.context.strongroom.id)}. ${words().startNew}: ${words().startNewHint(RECORD_SANDBOX)}
            </p>`
      }
      <div class="row">
        ${
          recording
            ? html`<button
                type="button"
                id="continue"
                @click=${() => this.act(() => this.session.continue(this.context.strongroom))}
              >
                ${words().continue}
              </button>`
            : html`<button type="button" class="primary" id="start-new" @click=${this.startNew}>
                  ${words().startNew}
                </button>
                <button type="button" id="start-here" @click=${() => this.startHere('now')}>
                  ${words().startHere}
                </button>
                <button type="button" id="start-log" @click=${() => this.startHere('log-start')}>
                  ${words().startLog}
                </button>`
        }
        ${
          recording || lab
            ? html`<button type="button" class="danger" id="remove" @click=${() => this.removeDialog.show()}>
                ${words().remove}
              </button>`
            : nothing
        }
      </div>`;
  }

  private renderDraft() {
    const { recording, lab } = this.session;
    const said = recordLabWords().draft;
    const hasTask = recording?.entries.some(({ part }) => part.kind === 'task') ?? false;
    return html`<section aria-labelledby="draft">
      <h2 id="draft">${said.heading}</h2>
      ${
        hasTask
          ? html`<div class="row">
              <button type="button" id="create" @click=${this.onCreate}>${lab ? said.update : said.create}</button>
            </div>`
          : lab
            ? nothing
            : html`<p class="soft">${said.none}</p>`
      }
      ${hasTask && lab ? html`<p class="soft small">${said.updateHint}</p>` : nothing}
      ${lab && recording ? this.renderUnknown(stepsOfRecording(recording.entries).findings) : nothing}
      ${
        lab
          ? html`<strong-lab-form
              .lab=${lab}
              @strong-lab-changed=${({ detail }: EventOf<typeof LAB_CHANGED>) => this.onChanged(detail)}
            ></strong-lab-form>`
          : nothing
      }
    </section>`;
  }

  private renderUnknown(findings: readonly RecordingFinding[]) {
    if (findings.length === 0) return nothing;
    return html`<div id="unknown">
      <h3>${recordLabWords().draft.unknown}</h3>
      <ul>
        ${findings.map(({ message }) => html`<li lang="en">${message}</li>`)}
      </ul>
    </div>`;
  }

  private renderCheck() {
    const { lab } = this.session;
    if (!lab) return nothing;
    const said = recordLabWords().check;
    const { findings } = this;
    const isChecking = this.isBusy === 'checking';
    return html`<section aria-labelledby="check-heading">
      <h2 id="check-heading">${said.heading}</h2>
      <div class="row">
        <button
          type="button"
          class="primary"
          id="check"
          aria-disabled=${isChecking ? 'true' : 'false'}
          @click=${() => this.onCheck(lab)}
        >
          ${said.check}
        </button>
        <button type="button" id="download" @click=${() => this.onDownload(lab)}>${said.download}</button>
        <button type="button" id="try" @click=${() => this.onTry(lab)}>${said.tryIt}</button>
      </div>
      <p class="soft small">${said.unproved}</p>
      ${isChecking ? html`<p role="status">${said.checking}</p>` : nothing}
      ${findings?.length === 0 ? html`<p class="proved" id="proved">${said.proved}</p>` : nothing}
      ${
        findings && findings.length > 0
          ? html`<strong-lab-findings
              .findings=${findings}
              .lab=${lab}
              @strong-go-to=${({ detail }: CustomEvent<DraftPath>) => this.form?.focusPlace(detail)}
            ></strong-lab-findings>`
          : nothing
      }
    </section>`;
  }

  private onMark(mark: EventOf<typeof MARK>['detail']) {
    return this.act(() => this.session.mark(mark));
  }

  private readonly startNew = () => {
    if (this.isBusy) return undefined;
    this.isBusy = 'preparing';
    return this.act(async () => {
      const world = this.context.strongroom.world(RECORD_SANDBOX);
      await resetToStart(world.sandbox);
      await this.session.start(world, 'now');
      this.switchTo({ sandbox: RECORD_SANDBOX });
    });
  };

  private startHere(from: 'now' | 'log-start') {
    return this.act(() => this.session.start(this.context.strongroom, from));
  }

  private readonly onRemove = () => {
    this.removeDialog.close();
    this.findings = undefined;
    this.session.remove();
  };

  private readonly onCreate = () =>
    this.act(async () => {
      await this.session.refresh();
      const { recording, lab } = this.session;
      const draft = draftOfRecording(recording?.entries ?? [], lab);
      this.findings = undefined;
      this.session.setLab(draft.lab);
      announce(this, recordLabWords().draft.created(draft.lab.tasks.length));
    });

  private onChanged(lab: Lab) {
    this.findings = undefined;
    this.session.setLab(lab);
  }

  /** What only the form knows: texts that are not JSON. */
  private brokenFields(): readonly DraftFinding[] {
    return (this.form?.broken ?? []).map((path) => ({
      path,
      reason: 'broken',
      message: recordLabWords().check.broken,
    }));
  }

  private onCheck(lab: Lab) {
    if (this.isBusy) return undefined;
    return this.act(async () => {
      this.isBusy = 'checking';
      const broken = this.brokenFields();
      const open = this.openProof ?? (await import('./open-proof-sandbox.ts')).openProofSandbox;
      this.show(broken.length > 0 ? broken : await checkDraft(lab, open));
    });
  }

  private show(findings: readonly DraftFinding[]) {
    this.findings = findings;
    const { findings: count, proved } = recordLabWords().check;
    announce(this, findings.length === 0 ? proved : `${count(findings.length)}. ${findings[0]?.message ?? ''}`);
  }

  /** Returns whether the document has no problems; shows them otherwise. */
  private isSound(lab: Lab): boolean {
    const found = [...this.brokenFields(), ...checkDocument(lab)];
    if (found.length > 0) this.show(found);
    return found.length === 0;
  }

  private onDownload(lab: Lab) {
    if (this.isSound(lab)) download(new Blob([labFileText(lab)]), `${lab.id}.json`);
  }

  private onTry(lab: Lab) {
    if (this.isBusy || !this.isSound(lab)) return undefined;
    this.isBusy = 'trying';
    return this.act(async () => {
      const loaded = loadLabText(labFileText(lab));
      if ('findings' in loaded) throw new Error(loaded.findings[0]?.message ?? '');
      if (this.session.recording?.isRunning) await this.session.stop();
      await loadCourse(this.context.strongroom).run(lab).start();
      LAB_STARTED.dispatch(window);
      recordLastLab({ id: lab.id, title: plainText(lab.texts.en.title), language: 'en' });
      location.hash = href(['labs', lab.id]);
      this.switchTo({ sandbox: `lab-${lab.id}` });
    });
  }

  private async act(action: () => Promise<void>) {
    this.problem = undefined;
    try {
      await action();
    } catch (error) {
      this.problem = problemOf(error);
    } finally {
      this.isBusy = undefined;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-record-lab-page': StrongRecordLabPage;
  }
}
