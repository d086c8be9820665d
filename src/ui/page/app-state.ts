/**
 * The choices of the visitor: Region, caller and theme. They are stored in localStorage where the browser allows it.
 * The caller is also stored in sessionStorage, which takes precedence: a tab keeps its caller over a reload, and a new
 * tab starts with the caller that was chosen last.
 */
import { parseArn } from '../../model/arn.ts';
import { ADMIN_USER, DEFAULT_ACCOUNT } from '../../model/documented-world.ts';
import { DEFAULT_REGION } from '../../model/regions.ts';
import { isServiceName } from './principal-names.ts';

/** The color theme; `system` follows the device. */
export type Theme = 'system' | 'light' | 'dark';

/** The values of the store. */
export interface Choices {
  readonly region: string;
  /** ARN of the caller, or the name of a service. */
  readonly caller: string;
  readonly theme: Theme;
  /** Whether the navigation shows icons only; undefined: decided by the width of the window. */
  readonly isNavigationCollapsed?: boolean;
}

const PLACE = 'strongroom.choices';

const FRESH: Choices = {
  region: DEFAULT_REGION,
  caller: `arn:aws:iam::${DEFAULT_ACCOUNT}:user/${ADMIN_USER}`,
  theme: 'system',
};

const isTheme = (value: unknown): value is Theme => value === 'system' || value === 'light' || value === 'dark';

/** The choices that `text` holds. Invalid members are left out. */
function parsed(text: string | null): Partial<Choices> {
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

/** Whether `caller` differs from the default caller. */
export const isSomebodyElse = (caller: string): boolean => caller !== FRESH.caller;

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
    const { caller } = parsed(session?.getItem(PLACE) ?? null);
    this.#choices = {
      ...FRESH,
      ...parsed(storage?.getItem(PLACE) ?? null),
      ...(caller === undefined ? {} : { caller }),
    };
    this.#keep(session, { caller: this.#choices.caller });
  }

  get choices(): Choices {
    return this.#choices;
  }

  /** Applies and stores the given choices. */
  choose(change: Partial<Choices>): void {
    const now = this.#choices;
    if ((Object.keys(change) as (keyof Choices)[]).every((name) => change[name] === now[name])) return;
    const next = { ...now, ...change };
    this.#choices = next;
    this.#keep(this.#storage, next);
    this.#keep(this.#session, { caller: next.caller });
    this.dispatchEvent(new Event('change'));
  }

  #keep(storage: Kept | undefined, choices: Partial<Choices>): void {
    try {
      storage?.setItem(PLACE, JSON.stringify(choices));
    } catch {
      // Storage is full or blocked: the choice is lost at the next visit.
    }
  }
}

/** The account of a caller's ARN; empty for a service. */
export function accountOf(caller: string): string {
  return parseArn(caller)?.account ?? '';
}
