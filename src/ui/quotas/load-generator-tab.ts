import { Task } from '@lit/task';
import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { KeyListing } from '../../model/contract.ts';
import { announce } from '../kit/announce.ts';
import { skeleton, skeletonStyles } from '../kit/skeleton.ts';
import { ends } from '../kit/format.ts';
import { toast } from '../kit/toast.ts';
import type { EventOf } from '../kit/typed-event.ts';
import type { PageContext } from '../page/page-context.ts';
import { problemOf, type Problem } from '../page/problem.ts';
import { href } from '../page/router.ts';
import { servicesOf } from '../page/services-of.ts';
import { StrongPage } from '../page/strong-page.ts';
import { WorldController } from '../page/world-controller.ts';
import { base, controls } from '../styles/shared.ts';
import { TEXTS } from './generator-texts.ts';
import { LoadRun } from './load-run.ts';
import { RunLedger } from './run-ledger.ts';
import type { RunPlan } from './run-plan.ts';
import type { RunResults } from './run-results.ts';
import type { OfferedKey, START_RUN } from './strong-run-form.ts';
import '../page/strong-problem.ts';
import './strong-run-form.ts';
import './strong-run-results.ts';

/** Interval at which results of a run in progress are drawn. */
const DRAW_MS = 250;

/** The enabled keys, those with an alias first. */
function offeredKeys(keys: readonly KeyListing[]): readonly OfferedKey[] {
  return keys
    .filter(({ state: keyState }) => keyState === 'Enabled')
    .map(({ keyId, spec, aliases: [alias] }) => ({
      value: alias ?? keyId,
      label: spec,
      hasAlias: alias !== undefined,
      keyId,
    }))
    .toSorted((one, other) => Number(other.hasAlias) - Number(one.hasAlias))
    .map(({ value, label, hasAlias, keyId }) => ({ value, label: hasAlias ? `${label} ${ends(keyId)}` : label }));
}

/** What the tab loads. */
async function loadChoices({ strongroom: { sandbox }, account, region }: PageContext) {
  const [keys, settings] = await Promise.all([
    account ? sandbox.keys.list(account, region) : [],
    sandbox.settings.get(),
  ]);
  return { keys: offeredKeys(keys), isOff: settings.requestQuotas === 'off' };
}

/**
 * The load generator. A run stops when the user stops it, leaves the page, or changes caller or Region; after each, the
 * page says so.
 */
@customElement('strong-load-generator-tab')
export class StrongLoadGeneratorTab extends StrongPage {
  static override styles = [
    base,
    controls,
    css`
      section {
        margin-top: 2rem;
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 0.75rem;
      }
      p {
        max-width: 84ch;
      }
    `,
    skeletonStyles,
  ];

  @state() private plan: RunPlan | undefined;
  @state() private results: RunResults | undefined;
  @state() private problem: Problem | undefined;
  /** Stops the run in progress. */
  @state() private running: AbortController | undefined;
  /** Seconds since the start of the run in progress. */
  @state() private elapsed = 0;

  readonly #loading = new Task(this, {
    args: () => [this.context] as const,
    task: ([context]) => loadChoices(context),
  });

  constructor() {
    super();
    new WorldController(this, {
      strongroom: () => this.context.strongroom,
      stores: ['world', 'keys', 'aliases'],
      onChange: () => void this.#loading.run(),
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // Before the shell, which removes this page: what is not in the document cannot announce anything.
    addEventListener('hashchange', this.onLeave, { capture: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('hashchange', this.onLeave, { capture: true });
    this.running?.abort();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('context') && this.running) this.stop(TEXTS.announce.switched);
  }

  override render() {
    const { value, error } = this.#loading;
    const problem = this.problem ?? (error === undefined ? undefined : problemOf(error));
    if (value === undefined && problem === undefined)
      return html`<p>${TEXTS.lead}</p>
        ${skeleton('form', 6)}`;
    return html`<p>${TEXTS.lead}</p>
      ${value?.isOff ? html`<p role="note">${TEXTS.off(href(['quotas']))}</p>` : nothing}
      <section aria-labelledby="run">
        <h2 id="run">${TEXTS.form.heading}</h2>
        <strong-run-form
          .keys=${value?.keys ?? []}
          ?running=${this.running !== undefined}
          @strong-start-run=${({ detail }: EventOf<typeof START_RUN>) => this.start(detail)}
          @strong-stop-run=${() => this.stop(TEXTS.announce.stopped)}
        ></strong-run-form>
        ${this.running && this.results ? html`<p>${TEXTS.progress(this.elapsed, this.results.jobs.started)}</p>` : nothing}
        ${problem ? html`<strong-problem .problem=${problem}></strong-problem>` : nothing}
      </section>
      ${this.plan && this.results ? this.renderResults(this.plan, this.results) : nothing}`;
  }

  private renderResults(plan: RunPlan, results: RunResults) {
    return html`<section aria-labelledby="results">
      <h2 id="results">${TEXTS.results.heading}</h2>
      <strong-run-results .plan=${plan} .results=${results}></strong-run-results>
    </section>`;
  }

  private async start(plan: RunPlan): Promise<void> {
    if (this.running) return;
    const { strongroom, region, caller } = this.context;
    const controller = new AbortController();
    const run = new LoadRun(plan, controller.signal, new RunLedger(servicesOf(strongroom).ledger, plan));
    const clients = {
      setup: strongroom.kms(region, caller),
      kms: strongroom.kms(region, caller, undefined, { maxAttempts: 1 }),
    };
    Object.assign(this, { plan, running: controller, problem: undefined, results: run.results, elapsed: 0 });
    announce(this, TEXTS.announce.started);
    const startedAt = performance.now();
    const draw = () => Object.assign(this, { results: run.results, elapsed: (performance.now() - startedAt) / 1000 });
    const timer = setInterval(draw, DRAW_MS);
    try {
      await run.run(clients);
      const { succeeded, failed } = run.results.jobs;
      if (!controller.signal.aborted) toast(this, TEXTS.announce.finished(succeeded, failed));
    } catch (error) {
      this.problem = problemOf(error);
      announce(this, this.problem.message, 'assertive');
    } finally {
      clearInterval(timer);
      draw();
      this.running = undefined;
    }
  }

  private stop(text: string) {
    if (!this.running || this.running.signal.aborted) return;
    this.running.abort();
    toast(this, text);
  }

  private readonly onLeave = () => this.stop(TEXTS.announce.left);
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-load-generator-tab': StrongLoadGeneratorTab;
  }
}
