import { html, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { Strongroom } from '../../client/strongroom.ts';
import { WorkerLostError } from '../../client/worker-lost-error.ts';
import { accountForPeople } from '../../model/arn.ts';
import type { AccountView, PrincipalView } from '../../model/contract.ts';
import { REGIONS } from '../../model/regions.ts';
import type { ChooseEvent, OpenEvent, SwitchOption } from '../kit/strong-switch.ts';
import { accountOf, isOtherCaller, type AppState } from '../page/app-state.ts';
import type { SwitchTo } from '../page/page-context.ts';
import { callerWords, isThere } from '../page/principal-names.ts';
import { TEXTS } from './shell-texts.ts';
import '../kit/strong-switch.ts';

/** Options of CallerSwitches. */
export interface CallerSwitchesOptions {
  /** The sandbox that is shown. */
  shown(): Strongroom;
  readonly choices: AppState;
  /** Called when storage fails. */
  storageFailed(): Promise<void>;
  /** Announces a text. */
  say(text: string): void;
}

/** Renders who the caller is and where, each as a button that changes it, and changes it. */
export class CallerSwitches implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #options: CallerSwitchesOptions;
  #accounts: readonly AccountView[] = [];
  #principals: readonly PrincipalView[] = [];
  #callers: readonly SwitchOption[] = [];

  constructor(host: ReactiveControllerHost, options: CallerSwitchesOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  hostConnected(): void {
    void this.load();
  }

  /**
   * Loads the accounts and principals to switch to. While storage fails they stay as they were, and the header says so.
   * A caller that no longer exists is replaced by one of the default account.
   */
  readonly load = async (): Promise<void> => {
    const { shown, choices, storageFailed } = this.#options;
    const { id, sandbox } = shown();
    try {
      const [accounts, principals] = await Promise.all([sandbox.accounts.list(), sandbox.principals.list()]);
      if (id !== shown().id) return;
      [this.#accounts, this.#principals] = [accounts, principals];
      this.#host.requestUpdate();
      const { caller } = choices.choices;
      if (isThere(caller, principals)) return;
      const { defaultAccount } = await sandbox.settings.get();
      if (id !== shown().id) return;
      choices.choose({ caller: this.#someoneIn(defaultAccount) });
      this.#say(TEXTS.callerDeleted(callerWords(caller)));
    } catch (error) {
      // The header already shows `workerLoss`.
      if (error instanceof WorkerLostError) return;
      if ((error as Error).name !== 'StorageError') throw error;
      await storageFailed();
    }
  };

  /** Switches Region, account or caller. */
  async switchTo({ region, account, caller }: Omit<SwitchTo, 'sandbox'>): Promise<void> {
    if (account) await this.load();
    this.#options.choices.choose({
      ...(region ? { region } : {}),
      ...(caller ? { caller } : {}),
      ...(account ? { caller: this.#someoneIn(account) } : {}),
    });
    this.#say();
  }

  render(): TemplateResult {
    const { choices } = this.#options.choices;
    const { region, caller } = choices;
    const account = accountOf(caller);
    const callerSwitch = html`<strong-switch
      what=${TEXTS.switches.caller}
      id="caller"
      .value=${caller}
      .shown=${callerWords(caller)}
      .options=${this.#callers}
      @strong-open=${({ detail }: OpenEvent) => detail.wait(this.#loadCallers())}
      @strong-choose=${({ detail: { value } }: ChooseEvent) => void this.switchTo({ caller: value })}
    >
      <strong-caller-form .sandbox=${this.#options.shown().sandbox}></strong-caller-form>
    </strong-switch>`;
    const accountSwitch = html`<strong-switch
      what=${TEXTS.switches.account}
      id="account"
      .value=${account}
      .shown=${account ? accountForPeople(account) : TEXTS.noAccount}
      .options=${this.#accountOptions()}
      @strong-open=${({ detail }: OpenEvent) => detail.wait(this.load())}
      @strong-choose=${({ detail: { value } }: ChooseEvent) => void this.switchTo({ account: value })}
    ></strong-switch>`;
    const regionSwitch = html`<strong-switch
      what=${TEXTS.switches.region}
      .value=${region}
      .options=${this.#regionOptions(region)}
      @strong-choose=${({ detail: { value } }: ChooseEvent) => void this.switchTo({ region: value })}
    ></strong-switch>`;
    return html`<p class="who ${isOtherCaller(choices) ? 'else' : ''}">
      ${TEXTS.signedIn(callerSwitch, accountSwitch, regionSwitch, account !== '')}
    </p>`;
  }

  #accountOptions(): SwitchOption[] {
    return this.#accounts.map(({ id, name }) => ({
      value: id,
      label: accountForPeople(id),
      ...(name ? { detail: name } : {}),
    }));
  }

  #regionOptions(current: string): SwitchOption[] {
    const known = Object.entries(REGIONS).map(([value, detail]) => ({ value, label: value, detail }));
    return Object.hasOwn(REGIONS, current) ? known : [{ value: current, label: current, detail: '' }, ...known];
  }

  #someoneIn(account: string): string {
    const own = this.#principals.filter((one) => one.account === account);
    return (own.find(({ kind }) => kind === 'user') ?? own[0])?.arn ?? `arn:aws:iam::${account}:root`;
  }

  /** Loads the callers to choose from, and the form for other callers. */
  async #loadCallers(): Promise<void> {
    const [{ callerOptions }] = await Promise.all([
      import('../page/caller-options.ts'),
      import('../page/strong-caller-form.ts'),
      this.load(),
    ]);
    this.#callers = callerOptions(this.#principals, accountOf(this.#options.choices.choices.caller));
    this.#host.requestUpdate();
  }

  #say(before = '') {
    const { region, caller } = this.#options.choices.choices;
    const account = accountOf(caller);
    const signedIn = TEXTS.announceCaller(callerWords(caller), account ? accountForPeople(account) : undefined, region);
    this.#options.say(`${before} ${signedIn}`.trim());
  }
}
