import { css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { formText } from '../kit/form-text.ts';
import { stateWords } from '../kit/format.ts';
import { WORDS } from '../kit/kit-texts.ts';
import type { StrongDialog } from '../kit/strong-dialog.ts';
import { toast } from '../kit/toast.ts';
import type { EventOf } from '../kit/typed-event.ts';
import { SWITCH_TO } from '../page/page-context.ts';
import { KEY_CHANGED, StrongKeyTab } from '../page/strong-key-tab.ts';
import { stackedTables } from '../styles/shared.ts';
import { loadRelatedKeys, type RelatedKey } from './related-key.ts';
import { TEXTS } from './replicas-texts.ts';
import type { REPLICATED, StrongReplicateDialog } from './replicate-dialog.ts';
import '../kit/strong-copy.ts';
import '../kit/strong-dialog.ts';
import '../page/strong-state.ts';
import './replicate-dialog.ts';
import './strong-region-map.ts';

const { columns } = TEXTS;

/** The related keys of a multi-Region key: a map, a table, and the actions of the primary key. */
@customElement('strong-key-regionality-tab')
export class StrongKeyRegionalityTab extends StrongKeyTab {
  static override styles = [
    ...StrongKeyTab.styles,
    stackedTables,
    css`
      .arn {
        display: flex;
        align-items: start;
        gap: 0.25rem;
      }
      /* A Region name does not break at its hyphens. */
      td:first-child b {
        display: block;
        white-space: nowrap;
      }
      td button {
        white-space: nowrap;
      }
    `,
  ];

  @state() private related: readonly RelatedKey[] = [];
  @query('strong-replicate-dialog') private replicating!: StrongReplicateDialog;
  @query('#move') private moving!: StrongDialog;

  protected override async load() {
    const related = await loadRelatedKeys(this.context, this.key);
    return () => {
      this.related = related;
    };
  }

  private get isPrimary(): boolean {
    return this.key.MultiRegionConfiguration?.MultiRegionKeyType === 'PRIMARY';
  }

  /** Replicas that can become the primary key. */
  private get candidates(): readonly RelatedKey[] {
    return this.related.filter(
      ({ type, state: now }) => type === 'REPLICA' && (now === 'Enabled' || now === 'Updating'),
    );
  }

  protected override renderContent() {
    const { key, related } = this;
    const [primary] = related;
    if (primary === undefined) return html`<p>${TEXTS.single}</p>`;
    return html`<p>${this.isPrimary ? TEXTS.primary : TEXTS.replica(primary.region)}</p>
      <p>${TEXTS.shared}</p>
      ${this.isPrimary ? this.renderActions() : this.renderWay(primary.region)}
      <section class="stack" aria-labelledby="related">
        <h2 id="related">${TEXTS.related}</h2>
        <strong-region-map class="wide" .keys=${related}></strong-region-map>
        ${this.renderTable()}
      </section>
      <strong-replicate-dialog
        .context=${this.context}
        .key=${key}
        .taken=${related.map(({ region }) => region)}
        @strong-replicated=${({ detail }: EventOf<typeof REPLICATED>) => this.onReplicated(detail)}
      ></strong-replicate-dialog>
      ${this.renderMove()}`;
  }

  private renderActions() {
    const { KeyState } = this.key;
    const isEnabled = KeyState === 'Enabled';
    const refused = isEnabled ? undefined : TEXTS.refused.state(stateWords(KeyState).toLowerCase());
    const cannotMove = refused ?? (this.candidates.length === 0 ? TEXTS.refused.noReplica : undefined);
    return html`<div class="row">
        <button
          type="button"
          class="primary"
          ?disabled=${refused !== undefined}
          aria-describedby="refused"
          @click=${() => this.replicating.show()}
        >
          ${TEXTS.replicate.open}
        </button>
        <button
          type="button"
          ?disabled=${cannotMove !== undefined}
          aria-describedby="refused"
          @click=${() => this.moving.show()}
        >
          ${TEXTS.move.open}
        </button>
      </div>
      <p id="refused" class="soft small">${cannotMove ?? nothing}</p>`;
  }

  private renderWay(region: string) {
    return html`<div class="row">
      <button type="button" @click=${() => SWITCH_TO.dispatch(this, { region })}>${TEXTS.openPrimary(region)}</button>
    </div>`;
  }

  private renderTable() {
    return html`<table role="table" class="wide">
      <caption class="unseen">
        ${TEXTS.related}
      </caption>
      <thead role="rowgroup">
        <tr role="row">
          ${Object.values(columns).map((name) => html`<th role="columnheader" scope="col">${name}</th>`)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${this.related.map((related) => this.renderRow(related))}
      </tbody>
    </table>`;
  }

  private renderRow({ region, regionName, arn, type, state: now, refused }: RelatedKey) {
    return html`<tr role="row">
      <td role="cell" data-label=${columns.region}>
        <span><b class="whole">${region}</b> <span class="soft small">${regionName}</span></span>
      </td>
      <td role="cell" data-label=${columns.type}>${TEXTS.types[type]}</td>
      <td role="cell" data-label=${columns.state}>
        ${now === undefined ? TEXTS.unknown(refused ?? '') : html`<strong-state .value=${now}></strong-state>`}
      </td>
      <td role="cell" data-label=${columns.arn}>
        <span class="arn"
          ><span class="mono">${arn}</span><strong-copy .text=${arn} what=${TEXTS.arnOf(region)}></strong-copy
        ></span>
      </td>
      <td role="cell" data-label=${columns.open}>
        ${
          region === this.context.region
            ? TEXTS.here
            : html`<button type="button" class="plain" @click=${() => SWITCH_TO.dispatch(this, { region })}>
                ${TEXTS.open(region)}
              </button>`
        }
      </td>
    </tr>`;
  }

  private renderMove() {
    return html`<strong-dialog id="move" heading=${TEXTS.move.title} cancel=${WORDS.cancel}>
      <p>${TEXTS.move.effect}</p>
      <form id="move-form" @submit=${this.move}>
        <div class="field">
          <label for="primary-region">${TEXTS.move.region}</label>
          <select id="primary-region" name="region" data-focus>
            ${this.candidates.map(
              ({ region, regionName }) =>
                html`<option value=${region}>${TEXTS.replicate.regionOption(region, regionName)}</option>`,
            )}
          </select>
        </div>
      </form>
      <button slot="actions" class="primary" type="submit" form="move-form">${TEXTS.move.run}</button>
    </strong-dialog>`;
  }

  private async move(event: SubmitEvent) {
    event.preventDefault();
    const PrimaryRegion = formText(new FormData(event.target as HTMLFormElement), 'region');
    this.moving.close();
    await this.act('UpdatePrimaryRegion', { PrimaryRegion }, TEXTS.move.done(PrimaryRegion));
  }

  private onReplicated(regions: readonly string[]) {
    toast(this, TEXTS.replicate.created(regions.join(', ')));
    KEY_CHANGED.dispatch(this);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-key-regionality-tab': StrongKeyRegionalityTab;
  }
}
