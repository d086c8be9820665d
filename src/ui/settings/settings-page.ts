import { Task, TaskStatus } from '@lit/task';
import { css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { StorageInfo } from '../../model/contract.ts';
import type { Settings } from '../../model/records.ts';
import { OPEN_CLOCK } from '../page/page-context.ts';
import { href } from '../page/router.ts';
import { announce } from '../kit/announce.ts';
import { toast } from '../kit/toast.ts';
import { CUSTODY_CHOICES } from '../page/custody.ts';
import { skeleton, skeletonStyles } from '../kit/skeleton.ts';
import { problemOf, type Problem } from '../page/problem.ts';
import { askToKeep, persistence, storedBytes, type Persistence } from '../page/persistence.ts';
import { WorldController } from '../page/world-controller.ts';
import { gapTexts } from './gap-texts.ts';
import { download } from '../kit/save-file.ts';
import { exportFile } from './export-file.ts';
import { TEXTS as IMPORT_TEXTS } from './import-texts.ts';
import { TEXTS } from './settings-texts.ts';
import type { SET_REQUEST_QUOTAS } from './strong-request-quotas.ts';
import type { EventOf } from '../kit/typed-event.ts';
import { bytesShort, count } from '../kit/format.ts';
import { base, controls, tables } from '../styles/shared.ts';
import type { StrongDialog } from '../kit/strong-dialog.ts';
import { StrongPage } from '../page/strong-page.ts';
import '../kit/strong-dialog.ts';
import '../page/strong-problem.ts';
import './strong-request-quotas.ts';

/** Maximum of AWS: https://docs.aws.amazon.com/kms/latest/developerguide/using-grant-token.html */
const MAX_PROPAGATION_DELAY_SECONDS = 300;

/** Announcement for each answer to a request for persistent storage. */
const PERSISTENCE_ANSWERS: Readonly<Record<Persistence, string>> = {
  kept: TEXTS.storage.granted,
  'may go': TEXTS.storage.declined,
  unknown: TEXTS.storage.unsupported,
};

/** The user confirms a reset by entering this word. */
const CONFIRMATION = 'reset';

/** Confirms a change of settings: names each with its new value. */
function savedWords(change: Partial<Settings>): string {
  const { saved, changes, divided } = TEXTS.behavior;
  const wordsOf = (value: Settings[keyof Settings]): string =>
    typeof value === 'object' ? divided(count(value.divideBy)) : String(value);
  return saved(
    (Object.keys(change) as (keyof Settings)[])
      .map((name) => changes[name](wordsOf(change[name] as Settings[keyof Settings])))
      .join(', '),
  );
}

/** Settings and storage of the sandbox, and what Strongroom is and protects. */
@customElement('strong-settings-page')
export class StrongSettingsPage extends StrongPage {
  static override styles = [
    base,
    controls,
    tables,
    skeletonStyles,
    css`
      section {
        margin-top: 2.5rem;
        display: grid;
        gap: 0.75rem;
        max-width: 46rem;
      }
      .row input {
        flex: 0 1 8rem;
      }
      li {
        margin: 0.5rem 0 0.5rem 1.25rem;
      }
    `,
  ];

  @state() private settings: Settings | undefined;
  @state() private persistence: Persistence = 'unknown';
  /** Whether the user has requested persistent storage here. */
  @state() private requested = false;
  @state() private stored: Awaited<ReturnType<typeof storedBytes>>;
  @state() private storage: StorageInfo | undefined;
  @state() private problem: Problem | undefined;
  @state() private typed = '';
  @query('strong-dialog') private dialog!: StrongDialog;

  readonly #loading = new Task(this, { args: () => [this.context] as const, task: () => this.load() });

  constructor() {
    super();
    new WorldController(this, {
      strongroom: () => this.context.strongroom,
      stores: ['world'],
      onChange: () => void this.#loading.run(),
    });
  }

  override render() {
    const loadingFailed = this.#loading.status === TaskStatus.ERROR;
    const problem = this.problem ?? (loadingFailed ? problemOf(this.#loading.error) : undefined);
    return html`<h1>${TEXTS.title}</h1>
      ${problem ? html`<strong-problem .problem=${problem}></strong-problem>` : nothing}
      ${this.settings || problem ? this.renderSections() : skeleton('form', 6)}
      <strong-dialog heading=${TEXTS.reset.heading} @strong-close=${() => (this.typed = '')}>
        <p>${TEXTS.reset.consequences}</p>
        <div class="field">
          <label for="word">${TEXTS.reset.confirm(CONFIRMATION)}</label>
          <input
            id="word"
            data-focus
            autocomplete="off"
            .value=${this.typed}
            @input=${(event: InputEvent) => (this.typed = (event.target as HTMLInputElement).value)}
          />
        </div>
        <button
          slot="actions"
          type="button"
          class="danger"
          ?disabled=${this.typed !== CONFIRMATION}
          @click=${this.reset}
        >
          ${TEXTS.reset.submit}
        </button>
      </strong-dialog>`;
  }

  /** Everything below the heading appears at once: what comes later would move what is there. */
  private renderSections() {
    return html`<section aria-labelledby="clock">
        <h2 id="clock">${TEXTS.clock.heading}</h2>
        <p>${TEXTS.clock.lead}</p>
        <div>
          <button
            type="button"
            id="open-clock"
            @click=${(event: Event) => OPEN_CLOCK.dispatch(this, event.target as HTMLElement)}
          >
            ${TEXTS.clock.open}
          </button>
        </div>
      </section>
      ${this.renderSettings()}
      <section aria-labelledby="storage">
        <h2 id="storage">${TEXTS.storage.heading}</h2>
        ${this.renderStorage()}
        <div>
          <button type="button" id="open-reset" class="danger" @click=${() => this.dialog.show()}>
            ${TEXTS.reset.open}
          </button>
        </div>
      </section>
      <section aria-labelledby="transfer">
        <h2 id="transfer">${IMPORT_TEXTS.heading}</h2>
        <p>${IMPORT_TEXTS.lead}</p>
        <div class="row">
          <button type="button" id="export" @click=${this.exportSandbox}>${IMPORT_TEXTS.exportFile}</button>
          <button type="button" id="open-import" @click=${this.openImport}>${IMPORT_TEXTS.open}</button>
        </div>
        <strong-import-dialog .strongroom=${this.context.strongroom}></strong-import-dialog>
      </section>
      <section aria-labelledby="faults">
        <h2 id="faults">${TEXTS.faults.heading}</h2>
        <p>${TEXTS.faults.hint}</p>
        <div><button type="button" id="open-faults" @click=${this.openFaults}>${TEXTS.faults.open}</button></div>
        <strong-faults-dialog .strongroom=${this.context.strongroom}></strong-faults-dialog>
      </section>
      <section aria-labelledby="about">
        <h2 id="about">${TEXTS.about.heading}</h2>
        <p>${TEXTS.about.simulation}</p>
        <h3>${TEXTS.about.protection}</h3>
        <ul>
          <li>${TEXTS.about.scripts(href([]))}</li>
          <li>${TEXTS.about.copiedProfile}</li>
        </ul>
        <h3>${TEXTS.about.gaps}</h3>
        <ul>
          ${gapTexts().map(({ asks, message }) => html`<li>${TEXTS.about.gap(asks, message)}</li>`)}
        </ul>
      </section>`;
  }

  private renderStorage() {
    if (this.storage?.kind === 'memory') return html`<p>${TEXTS.storage.memory(this.storage.reason ?? '')}</p>`;
    if (this.storage?.problem) return html`<p role="alert">${this.storage.problem}</p>`;
    const { stored } = this;
    return html`<p>${TEXTS.storage.indexedDb}</p>
      <p>${TEXTS.storage.persistence[this.persistence]}</p>
      ${stored ? html`<p>${TEXTS.storage.usage(bytesShort(stored.used), bytesShort(stored.most))}</p>` : nothing}
      ${
        this.persistence === 'may go' && this.requested
          ? html`<p id="declined">${TEXTS.storage.declinedHint}</p>`
          : nothing
      }
      ${
        this.persistence === 'may go' && !this.requested
          ? html`<div>
              <button type="button" id="request" @click=${this.requestPersistence}>${TEXTS.storage.request}</button>
            </div>`
          : nothing
      }`;
  }

  private renderSettings() {
    const { settings } = this;
    if (!settings) return nothing;
    const choice = (name: 'signatures' | 'durability', label: string, values: readonly string[], hint: string) =>
      html`<div class="field">
        <label for=${name}>${label}</label>
        <select
          id=${name}
          aria-describedby="${name}-hint"
          @change=${(event: Event) => this.set({ [name]: (event.target as HTMLSelectElement).value })}
        >
          ${values.map((value) => html`<option value=${value} ?selected=${settings[name] === value}>${value}</option>`)}
        </select>
        <span id="${name}-hint" class="soft small">${hint}</span>
      </div>`;
    return html`<section aria-labelledby="settings">
      <h2 id="settings">${TEXTS.behavior.heading}</h2>
      ${choice('signatures', TEXTS.behavior.signatures, ['required', 'ignored'], TEXTS.behavior.signaturesHint)}
      <fieldset>
        <legend>${TEXTS.behavior.custody}</legend>
        <p class="soft small">${TEXTS.behavior.custodyHint}</p>
        ${CUSTODY_CHOICES.map(
          ({ custody, words }) =>
            html`<label class="choice"
              ><input
                type="radio"
                name="custody"
                value=${custody}
                .checked=${live(custody === settings.custody)}
                @change=${() => this.set({ custody })}
              />${words}</label
            >`,
        )}
        <p class="small">
          <a href=${href(['capabilities'])}>${TEXTS.behavior.capabilities}</a>
        </p>
      </fieldset>
      <form class="field" @submit=${this.delay}>
        <label for="delay">${TEXTS.behavior.delay(MAX_PROPAGATION_DELAY_SECONDS)}</label>
        <div class="row">
          <input
            id="delay"
            name="delay"
            type="number"
            required
            min="0"
            max=${MAX_PROPAGATION_DELAY_SECONDS}
            step="1"
            .value=${String(settings.propagationDelaySeconds)}
            aria-describedby="delay-hint"
          />
          <button type="submit">${TEXTS.behavior.saveDelay}</button>
        </div>
        <span id="delay-hint" class="soft small">${TEXTS.behavior.delayHint}</span>
      </form>
      <strong-request-quotas
        .value=${settings.requestQuotas}
        @strong-set-request-quotas=${({ detail }: EventOf<typeof SET_REQUEST_QUOTAS>) => this.set(detail)}
      ></strong-request-quotas>
      ${choice('durability', TEXTS.behavior.durability, ['relaxed', 'strict'], TEXTS.behavior.durabilityHint)}
    </section>`;
  }

  private delay(event: SubmitEvent) {
    event.preventDefault();
    return this.set({ propagationDelaySeconds: Number(new FormData(event.target as HTMLFormElement).get('delay')) });
  }

  private set(change: Partial<Settings>) {
    return this.act(
      async () => (this.settings = await this.context.strongroom.sandbox.settings.set(change)),
      () => savedWords(change),
    );
  }

  private reset() {
    return this.act(
      async () => {
        await this.context.strongroom.sandbox.reset();
        this.dialog.close();
        await this.#loading.run();
      },
      () => TEXTS.reset.done,
    );
  }

  private exportSandbox() {
    return this.act(
      async () => download(...(await exportFile(this.context.strongroom.sandbox))),
      () => IMPORT_TEXTS.exported,
    );
  }

  private async openImport() {
    await import('./import-dialog.ts');
    await this.renderRoot.querySelector('strong-import-dialog')?.show();
  }

  private async openFaults() {
    await import('./faults-dialog.ts');
    await this.renderRoot.querySelector('strong-faults-dialog')?.show();
  }

  private requestPersistence() {
    return this.act(
      async () => {
        this.persistence = await askToKeep();
        this.requested = true;
      },
      () => PERSISTENCE_ANSWERS[this.persistence],
    );
  }

  private async load(): Promise<void> {
    const { sandbox } = this.context.strongroom;
    // Shown also when the other calls fail: it says why.
    this.storage = await sandbox.storage();
    [this.persistence, this.stored] = await Promise.all([persistence(), storedBytes()]);
    this.settings = await sandbox.settings.get();
  }

  private async act(work: () => Promise<unknown>, success: () => string): Promise<void> {
    this.problem = undefined;
    try {
      await work();
      toast(this, success());
    } catch (error) {
      this.problem = problemOf(error);
      announce(this, this.problem.message, 'assertive');
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-settings-page': StrongSettingsPage;
  }
}
