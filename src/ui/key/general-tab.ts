import { html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { CustodyView } from '../../model/contract.ts';
import type { KeyMetadata } from '../../model/sdk.ts';
import { href } from '../page/router.ts';
import { algorithmsOf } from './key-algorithms.ts';
import { isAwsManaged } from '../page/aws-managed.ts';
import { moment } from '../kit/format.ts';
import type { ScheduleEvent, StrongDeleteKey } from './strong-delete-key.ts';
import { StrongKeyTab } from '../page/strong-key-tab.ts';
import { formText } from '../kit/form-text.ts';
import '../kit/strong-copy.ts';
import './strong-custody.ts';
import './strong-delete-key.ts';

/** What a key is, its description, and the moves that its state allows. */
@customElement('strong-key-general-tab')
export class StrongKeyGeneralTab extends StrongKeyTab {
  /** The aliases that a deletion would take along. */
  @property({ attribute: false }) aliases: readonly string[] = [];
  @state() private custody: CustodyView | undefined;
  @query('strong-delete-key') private dialog!: StrongDeleteKey;

  protected override async load() {
    const custody = await this.context.strongroom.sandbox.custody.get(this.key.Arn);
    return () => {
      this.custody = custody;
    };
  }

  protected override renderContent() {
    const { key } = this;
    const pending = key.KeyState === 'PendingDeletion';
    return html`<dl class="facts wide">
        <dt>ARN</dt>
        <dd class="mono"><span>${key.Arn}</span><strong-copy .text=${key.Arn} what="the ARN"></strong-copy></dd>
        <dt>Creation date</dt>
        <dd>${moment(key.CreationDate)}</dd>
        ${
          pending
            ? html`<dt>Scheduled deletion date</dt>
                <dd>
                  ${moment(key.DeletionDate)}on the simulated clock (<a href=${href(['settings'])}>advance clock</a>)
                </dd>`
            : nothing
        }
        <dt>Key spec</dt>
        <dd>${key.KeySpec}</dd>
        <dt>Key usage</dt>
        <dd>${key.KeyUsage}</dd>
        <dt>Origin</dt>
        <dd>${key.Origin}</dd>
        <dt>Algorithms</dt>
        <dd>${algorithmsOf(key).map((name) => html`<div class="mono">${name}</div>`)}</dd>
        ${
          key.CurrentKeyMaterialId
            ? html`<dt>Key material ID</dt>
                <dd class="mono">${key.CurrentKeyMaterialId}</dd>`
            : nothing
        }
        <dt>Custody</dt>
        <dd>
          <strong-custody
            .custody=${this.custody}
            .spec=${key.KeySpec}
            .usage=${key.KeyUsage}
            @strong-drop-wrapped=${this.dropWrapped}
          ></strong-custody>
          <p class="small">
            <a href=${href(['capabilities'])}>View browser support and custody settings</a>
          </p>
        </dd>
      </dl>
      ${
        isAwsManaged(key)
          ? html`<p>
              <b>AWS managed key.</b> An AWS service created this key in your account and uses it on your behalf. You
              cannot change its description, key policy, tags, aliases or rotation, and you cannot disable or delete it.
            </p>`
          : this.renderChanges(key)
      }
      <strong-delete-key .aliases=${this.aliases} @strong-schedule=${this.schedule}></strong-delete-key>`;
  }

  private renderChanges(key: KeyMetadata) {
    return html`<form @submit=${this.describe}>
        <label for="description">Description</label>
        <div class="row">
          <input id="description" name="description" maxlength="8192" .value=${key.Description ?? ''} />
          <button type="submit">Save description</button>
        </div>
      </form>
      <section class="stack" aria-labelledby="state">
        <h2 id="state">Key state</h2>
        ${this.renderState(key.KeyState)}
      </section>`;
  }

  /** What the state means, and the moves that it allows. */
  private renderState(state: string | undefined) {
    if (state === 'PendingDeletion') {
      return html`<p>
          The key is pending deletion. Cryptographic operations fail. If you cancel the deletion, the key becomes
          Disabled; enable it to use it again.
        </p>
        <button
          type="button"
          @click=${() => this.act('CancelKeyDeletion', {}, 'Key deletion canceled. The key is disabled.')}
        >
          Cancel key deletion
        </button>`;
    }
    const enabled = state === 'Enabled';
    return html`<p>
        ${enabled ? 'The key is available for cryptographic operations.' : 'Cryptographic operations fail until you enable the key.'}
      </p>
      <div class="row">
        <button
          type="button"
          @click=${() => (enabled ? this.act('DisableKey', {}, 'Key disabled.') : this.act('EnableKey', {}, 'Key enabled.'))}
        >
          ${enabled ? 'Disable key' : 'Enable key'}
        </button>
        <button type="button" class="danger" @click=${() => this.dialog.show()}>Schedule key deletion…</button>
      </div>`;
  }

  private dropWrapped() {
    const { custody } = this.context.strongroom.sandbox;
    return this.attempt(
      () => custody.dropWrapped(this.key.Arn),
      'Wrapped copy deleted. The key now has native custody.',
    );
  }

  private schedule({ detail: { days } }: ScheduleEvent) {
    return this.act('ScheduleKeyDeletion', { PendingWindowInDays: days }, 'Key deletion scheduled.');
  }

  private describe(event: SubmitEvent) {
    event.preventDefault();
    const description = formText(new FormData(event.target as HTMLFormElement), 'description');
    return this.act('UpdateKeyDescription', { Description: description }, 'Description saved.');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-key-general-tab': StrongKeyGeneralTab;
  }
}
