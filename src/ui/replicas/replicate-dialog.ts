import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { partitionOf } from '../../model/arn.ts';
import { REGIONS } from '../../model/regions.ts';
import { formText } from '../kit/form-text.ts';
import type { StrongDialog } from '../kit/strong-dialog.ts';
import { reportPairs, type PairsEvent } from '../kit/strong-pairs.ts';
import { typedEvent } from '../kit/typed-event.ts';
import { outputOf } from '../page/call-recorder.ts';
import { consoleClient } from '../page/console-reads.ts';
import type { KeyView } from '../page/key-view.ts';
import type { PageContext } from '../page/page-context.ts';
import { problemOf, type Problem } from '../page/problem.ts';
import { base, controls } from '../styles/shared.ts';
import { TEXTS } from './replicas-texts.ts';
import '../kit/strong-dialog.ts';
import '../kit/strong-pairs.ts';
import '../page/strong-problem.ts';

const { replicate } = TEXTS;

/** Names the Regions in which replicas were created. */
export const REPLICATED = typedEvent<readonly string[]>('strong-replicated');

/** A replica to create. `number` identifies its fields. */
interface Draft {
  readonly number: number;
  readonly region: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** The dialog that creates replicas of a primary key, one for each Region. `show()` opens it. */
@customElement('strong-replicate-dialog')
export class StrongReplicateDialog extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      form,
      fieldset {
        display: grid;
        gap: 1rem;
      }
      fieldset + fieldset {
        padding-top: 1rem;
        border-top: 1px solid var(--line);
      }
      legend {
        font-weight: 600;
      }
      strong-problem {
        margin-block: 0;
      }
    `,
  ];

  @property({ attribute: false }) context!: PageContext;
  /** The primary key. */
  @property({ attribute: false }) key!: KeyView;
  /** Regions that have a related key. */
  @property({ attribute: false }) taken: readonly string[] = [];

  @state() private drafts: readonly Draft[] = [];
  @state() private busy = false;
  @state() private problem: Problem | undefined;
  /** What exists in spite of the error, or what is wrong with the input. */
  @state() private note = '';
  @query('strong-dialog') private dialog!: StrongDialog;
  @query('form') private form!: HTMLFormElement;
  #created: string[] = [];

  async show(): Promise<void> {
    this.form.reset();
    this.#created = [];
    this.drafts = [{ number: 1, region: this.free[0] ?? '', tags: {} }];
    this.problem = undefined;
    this.note = '';
    // The first field, which gets the focus, is drawn with the draft.
    await this.updateComplete;
    this.dialog.show();
  }

  /** Regions of the partition without a related key. */
  private get free(): readonly string[] {
    const partition = partitionOf(this.context.region);
    return Object.keys(REGIONS).filter(
      (region) => partitionOf(region) === partition && !this.taken.includes(region) && !this.#created.includes(region),
    );
  }

  override render() {
    const { drafts, free } = this;
    return html`<strong-dialog heading=${replicate.title} @strong-close=${this.onClose}>
      <form id="form" @submit=${this.onSubmit} @input=${() => (this.problem = undefined)}>
        ${free.length === 0 ? html`<p>${replicate.allTaken}</p>` : html`<p class="soft small">${replicate.hint}</p>`}
        ${repeat(
          drafts,
          ({ number }) => number,
          (draft, index) => this.renderDraft(draft, index, free),
        )}
        ${
          drafts.length < free.length
            ? html`<div class="row">
                <button type="button" id="add" @click=${this.add}>${replicate.add}</button>
              </div>`
            : nothing
        }
        <p role="status" ?hidden=${!this.note}>${this.note}</p>
        ${this.problem ? html`<strong-problem .problem=${this.problem}></strong-problem>` : nothing}
      </form>
      <button
        slot="actions"
        class="primary"
        type="submit"
        form="form"
        ?disabled=${free.length === 0}
        aria-disabled=${this.busy ? 'true' : 'false'}
      >
        ${replicate.create(drafts.length)}
      </button>
    </strong-dialog>`;
  }

  private renderDraft({ number, region: chosen, tags }: Draft, index: number, free: readonly string[]) {
    return html`<fieldset>
      <legend>${replicate.replica(index + 1)}</legend>
      <div class="field">
        <label for="region-${number}">${replicate.region}</label>
        <select
          id="region-${number}"
          ?data-focus=${index === 0}
          @change=${(event: Event) => this.change(number, { region: (event.target as HTMLSelectElement).value })}
        >
          ${free.map(
            (region) =>
              html`<option value=${region} .selected=${region === chosen}>
                ${replicate.regionOption(region, REGIONS[region] ?? '')}
              </option>`,
          )}
        </select>
      </div>
      <div class="field">
        <label for="alias-${number}">${replicate.alias}</label>
        <input
          id="alias-${number}"
          name="alias-${number}"
          autocomplete="off"
          spellcheck="false"
          pattern="(alias/)?[a-zA-Z0-9\\/_\\-]{1,250}"
          placeholder=${replicate.aliasExample}
          aria-describedby="alias-hint-${number}"
        />
        <span id="alias-hint-${number}" class="soft small">${replicate.aliasHint}</span>
      </div>
      <div class="field">
        <label for="description-${number}">${replicate.description}</label>
        <input id="description-${number}" name="description-${number}" maxlength="8192" />
      </div>
      <strong-pairs
        label=${replicate.tags}
        .pairs=${tags}
        @strong-pairs=${({ detail }: PairsEvent) => detail && this.change(number, { tags: detail })}
      ></strong-pairs>
      ${
        this.drafts.length > 1
          ? html`<div class="row">
              <button type="button" class="plain" @click=${() => this.discard(number)}>
                ${replicate.remove(index + 1)}
              </button>
            </div>`
          : nothing
      }
    </fieldset>`;
  }

  private async add() {
    const number = Math.max(...this.drafts.map((draft) => draft.number)) + 1;
    const region = this.free.find((one) => this.drafts.every((draft) => draft.region !== one)) ?? '';
    this.drafts = [...this.drafts, { number, region, tags: {} }];
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`#region-${number}`)?.focus();
  }

  /** The button goes with its fields: the focus moves to the one that adds a Region. */
  private async discard(number: number) {
    this.removeDraft(number);
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('#add')?.focus();
  }

  private removeDraft(number: number) {
    this.drafts = this.drafts.filter((draft) => draft.number !== number);
  }

  private change(number: number, members: Partial<Draft>) {
    this.drafts = this.drafts.map((draft) => (draft.number === number ? { ...draft, ...members } : draft));
  }

  private async onSubmit(event: SubmitEvent) {
    event.preventDefault();
    if (this.busy || !reportPairs(this.renderRoot)) return;
    const data = new FormData(this.form);
    const wanted = this.drafts;
    if (new Set(wanted.map(({ region }) => region)).size < wanted.length) {
      this.note = replicate.sameRegion;
      return;
    }
    this.busy = true;
    this.problem = undefined;
    this.note = '';
    try {
      for (const draft of wanted) await this.create(draft, data);
      this.dialog.close();
    } catch (error) {
      this.problem = problemOf(error);
      if (this.#created.length > 0 && !this.note) this.note = replicate.partly(this.#created.join(', '));
    } finally {
      this.busy = false;
    }
  }

  /** Creates a replica and its alias. The draft is removed: what remains in the dialog is still to be created. */
  private async create({ number, region, tags }: Draft, data: FormData): Promise<void> {
    const { kms, strongroom, caller } = this.context;
    const { KeyId } = this.key;
    const Description = formText(data, `description-${number}`);
    const name = formText(data, `alias-${number}`).trim();
    const Tags = Object.entries(tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue }));
    outputOf(
      await kms.call('ReplicateKey', {
        KeyId,
        ReplicaRegion: region,
        ...(Description ? { Description } : {}),
        ...(Tags.length > 0 ? { Tags } : {}),
      }),
    );
    this.#created.push(region);
    if (this.drafts.length > 1) this.removeDraft(number);
    else this.change(number, { region: this.free[0] ?? '' });
    if (!name) return;
    const AliasName = name.startsWith('alias/') ? name : `alias/${name}`;
    try {
      outputOf(await consoleClient(strongroom, region, caller).call('CreateAlias', { AliasName, TargetKeyId: KeyId }));
    } catch (error) {
      this.note = replicate.aliasFailed(region);
      throw error;
    }
  }

  private onClose() {
    if (this.#created.length > 0) REPLICATED.dispatch(this, this.#created);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-replicate-dialog': StrongReplicateDialog;
  }
}
