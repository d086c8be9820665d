import { LitElement, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { toHex } from '../../base/hex.ts';
import { duration } from '../kit/format.ts';
import type { CallRecord } from '../page/call-recorder.ts';
import { base } from '../styles/shared.ts';
import { STEP_COUNT, type EnvelopeRun, type OtherKeyringRun } from './envelope-run.ts';
import { TEXTS, type Place, type SequenceStep } from './keyring-sequence-texts.ts';
import { TEXTS as KEYRINGS } from './keyring-texts.ts';
import { keyringSequenceStyles } from './strong-keyring-sequence.styles.ts';

const PLACES: readonly Place[] = ['program', 'kms', 'storage'];

/** Bytes of a value that are shown. */
const SHOWN_BYTES = 32;

/** Whether a successful call of `operation` was made. */
const wasCalled = (calls: readonly CallRecord[], operation: string | undefined) =>
  calls.some((call) => call.operation === operation && call.reply.ok);

/** Whether a run has done a step. */
function isDone({ event, operation }: SequenceStep, run: EnvelopeRun, calls: readonly CallRecord[]): boolean {
  switch (event) {
    case 'call':
      return wasCalled(calls, operation);
    case 'dataKey':
      return run.dataKey !== undefined;
    case 'body':
      return run.done >= 4;
    case 'overwritten':
      return run.done >= 5;
    case 'stored':
      return run.done >= STEP_COUNT[run.direction];
  }
}

/** Whether a step belongs to a run: a cached branch key needs no call. */
function isPart({ event, operation, unless }: SequenceStep, run: EnvelopeRun, calls: readonly CallRecord[]): boolean {
  if (run.dataKey === undefined) return unless === undefined;
  if (unless !== undefined) return !wasCalled(calls, unless);
  return event !== 'call' || wasCalled(calls, operation);
}

/**
 * A sequence diagram of a run with a keyring other than that of AWS KMS: your program, KMS and storage, and what goes
 * between them, with the values of the run. It is an ordered list.
 */
@customElement('strong-keyring-sequence')
export class StrongKeyringSequence extends LitElement {
  static override styles = [base, keyringSequenceStyles];

  @property({ attribute: false }) run!: OtherKeyringRun;
  /** The calls so far. */
  @property({ attribute: false }) calls: readonly CallRecord[] = [];

  override render() {
    const { run, calls } = this;
    const steps = TEXTS.sequences[run.keyring][run.direction].filter((step) => isPart(step, run, calls));
    const isFinished = run.done >= STEP_COUNT[run.direction];
    return html`<h2 id="heading">${TEXTS.heading[run.direction](KEYRINGS.keyrings[run.keyring].name)}</h2>
      <div class="places" aria-hidden="true">
        ${PLACES.map((place) => html`<b class=${place}>${TEXTS.places[place]}</b>`)}
      </div>
      <ol aria-labelledby="heading">
        ${steps.map((step) => this.renderStep(step))}
      </ol>
      ${run.key ? html`<p class="small soft">${TEXTS.key(run.key.arn)}</p>` : nothing}
      ${isFinished && !steps.some(({ event }) => event === 'call') ? html`<p>${TEXTS.noCalls}</p>` : nothing}
      ${isFinished && run.heldMs !== undefined ? html`<p class="small soft">${TEXTS.inUseFor(duration(run.heldMs))}</p>` : nothing}`;
  }

  private renderStep(step: SequenceStep) {
    const { from, to } = step;
    const done = isDone(step, this.run, this.calls);
    const path = to ? TEXTS.path(TEXTS.places[from], TEXTS.places[to]) : TEXTS.places[from];
    return html`<li class=${classMap({ done, [from]: true, [`to-${to ?? from}`]: true, arrow: to !== undefined })}>
      <div class="what">
        <span class="path small">${path}</span>
        <b>${step.title}</b>
        <span class="small">${step.detail}</span>
        ${done && step.value ? this.renderValue(step.value) : nothing}
        <span class="state small">${done ? TEXTS.done : TEXTS.open}</span>
      </div>
    </li>`;
  }

  private renderValue(value: NonNullable<SequenceStep['value']>) {
    const { dataKey, edk } = this.run;
    const bytes = value === 'plaintextDataKey' ? dataKey : edk;
    if (!bytes) return nothing;
    const more = bytes.length > SHOWN_BYTES ? '…' : '';
    return html`<span class=${classMap({ value: true, plaintext: value === 'plaintextDataKey' })}
      ><b>${TEXTS.values[value]}</b> <code>${toHex(bytes.subarray(0, SHOWN_BYTES))}${more}</code></span
    >`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-keyring-sequence': StrongKeyringSequence;
  }
}
