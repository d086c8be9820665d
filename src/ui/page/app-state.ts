/**
 * The choices of the visitor: sandbox, Region, caller and theme. They are stored in localStorage where the browser
 * allows it. The caller is also stored in sessionStorage, which takes precedence: a tab keeps its caller over a reload,
 * and a new tab starts with the caller that was chosen last. Region and caller of the sandbox of a lab are in
 * sessionStorage alone: they are of no use in another sandbox.
 */
import { parseArn } from '../../model/arn.ts';
import { ADMIN_USER, DEFAULT_ACCOUNT, LEARNER_ROLE } from '../../model/documented-world.ts';
import { DEFAULT_REGION } from '../../model/regions.ts';
import { isServiceName } from './principal-names.ts';
import { DEFAULT_SANDBOX, placeInSandbox, recordShownSandbox, shownSandbox } from './shown-sandbox.ts';

/** The color theme; `system` follows the device. */
export type Theme = 'system' | 'light' | 'dark';

/** The values of the store. */
export interface Choices {
  /** ID of the sandbox that this tab shows. */
  readonly sandbox: string;
  readonly region: string;
  /** ARN of the caller, or the name of a service. */
  readonly caller: string;
  readonly theme: Theme;
  /** Whether the navigation shows icons only; undefined: decided by the width of the window. */
  readonly isNavigationCollapsed?: boolean;
}

const PLACE = 'strongroom.choices';

/** The choices of a first visit of a sandbox. The caller of labs is the learner. */
const freshIn = (sandbox: string): Pick<Choices, 'region' | 'caller'> => ({
  region: DEFAULT_REGION,
  caller: `arn:aws:iam::${DEFAULT_ACCOUNT}:${sandbox === DEFAULT_SANDBOX ? `user/${ADMIN_USER}` : `role/${LEARNER_ROLE}`}`,
});

const isTheme = (value: unknown): value is Theme => value === 'system' || value === 'light' || value === 'dark';

/** The choices that `text` holds. Invalid members are left out. */
function parsed(text: string | null | undefined): Partial<Omit<Choices, 'sandbox'>> {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    if (typeof value !== 'object' || value === null) return {};
    const { region, caller, theme, isNavigationCollapsed } = value as Record<string, unknown>;
    return {
      ...(typeof region === 'string' && /^[a-z]{2}(-[a-z]+)+-\d$/.test(region) ? { region } : {}),
      ...(typeof caller === 'string' && (parseArn(caller) || isServiceName(caller)) ? { caller } : {}),
      ...(isTheme(theme) ? { theme } : {}),
      ...(typeof isNavigationCollapsed === 'boolean' ? { isNavigationCollapsed } : {}),
    };
  } catch {
    return {};
  }
}

/** Whether the caller differs from the default caller of the sandbox. */
export const isOtherCaller = ({ sandbox, caller }: Choices): boolean => caller !== freshIn(sandbox).caller;

type Kept = Pick<Storage, 'getItem' | 'setItem'>;

/** The store of the choices. Fires `change` after each change. */
export class AppState extends EventTarget {
  #choices: Choices;
  readonly #storage: Kept | undefined;
  readonly #session: Kept | undefined;

  /** `storage` holds the choices, `session` those of this tab; undefined: not stored. */
  constructor(storage: Kept | undefined, session?: Kept) {
    super();
    this.#storage = storage;
    this.#session = session;
    this.#choices = this.#read(shownSandbox());
    this.#keepCaller();
  }

  get choices(): Choices {
    return this.#choices;
  }

  /** Applies and stores the given choices. */
  choose(change: Partial<Omit<Choices, 'sandbox'>>): void {
    const now = this.#choices;
    if ((Object.keys(change) as (keyof typeof change)[]).every((name) => change[name] === now[name])) return;
    this.#choices = { ...now, ...change };
    this.#keep();
    this.dispatchEvent(new Event('change'));
  }

  /** Shows a sandbox, with the Region and caller that this tab last had there. */
  enter(sandbox: string): void {
    if (sandbox === this.#choices.sandbox) return;
    recordShownSandbox(sandbox);
    this.#choices = this.#read(sandbox);
    this.#keepCaller();
    this.dispatchEvent(new Event('change'));
  }

  #read(sandbox: string): Choices {
    const kept = parsed(this.#storage?.getItem(PLACE));
    const ofTab = parsed(this.#session?.getItem(placeInSandbox(PLACE, sandbox)));
    if (sandbox === DEFAULT_SANDBOX) {
      const { caller } = ofTab;
      return { theme: 'system', ...freshIn(sandbox), ...kept, ...(caller === undefined ? {} : { caller }), sandbox };
    }
    return { theme: 'system', ...kept, ...freshIn(sandbox), ...ofTab, sandbox };
  }

  #keep(): void {
    const { sandbox, region, caller, ...others } = this.#choices;
    const here = sandbox === DEFAULT_SANDBOX ? { region, caller } : {};
    write(this.#storage, PLACE, { ...parsed(this.#storage?.getItem(PLACE)), ...others, ...here });
    this.#keepCaller();
  }

  #keepCaller(): void {
    const { sandbox, region, caller } = this.#choices;
    write(this.#session, placeInSandbox(PLACE, sandbox), sandbox === DEFAULT_SANDBOX ? { caller } : { region, caller });
  }
}

function write(storage: Kept | undefined, place: string, choices: Partial<Choices>): void {
  try {
    storage?.setItem(place, JSON.stringify(choices));
  } catch {
    // Storage is full or blocked: the choice is lost at the next visit.
  }
}

/** The account of a caller's ARN; empty for a service. */
export function accountOf(caller: string): string {
  return parseArn(caller)?.account ?? '';
}
