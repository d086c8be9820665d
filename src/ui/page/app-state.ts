/** What the page remembers of its visitor: Region, caller and theme. Kept in localStorage where the browser allows it. */
import { parseArn } from '../../model/arn.ts';
import { ADMIN_USER, DEFAULT_ACCOUNT } from '../../model/documented-world.ts';
import { DEFAULT_REGION } from '../../model/regions.ts';
import { isServiceName } from './principal-names.ts';

/** How the page looks; `system` follows the device. */
export type Theme = 'system' | 'light' | 'dark';

/** The values of the store. */
export interface Choices {
  readonly region: string;
  /** ARN of who calls, or the name of a service. */
  readonly caller: string;
  readonly theme: Theme;
  /** Whether the navigation shows icons only; undefined: as the width of the window suggests. */
  readonly isNavigationCollapsed?: boolean;
}

const PLACE = 'strongroom.choices';

const FRESH: Choices = {
  region: DEFAULT_REGION,
  caller: `arn:aws:iam::${DEFAULT_ACCOUNT}:user/${ADMIN_USER}`,
  theme: 'system',
};

const isTheme = (value: unknown): value is Theme => value === 'system' || value === 'light' || value === 'dark';

/** What `text` holds of the choices; anything unreadable counts as not chosen. */
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

/** Whether `caller` is somebody else than the one whom every visitor begins as. */
export const isSomebodyElse = (caller: string): boolean => caller !== FRESH.caller;

/** The store. Fires `change` after each change that changed something. */
export class AppState extends EventTarget {
  #choices: Choices;
  readonly #storage: Pick<Storage, 'getItem' | 'setItem'> | undefined;

  /** `storage` is where choices are kept; undefined: nowhere. */
  constructor(storage: Pick<Storage, 'getItem' | 'setItem'> | undefined) {
    super();
    this.#storage = storage;
    this.#choices = { ...FRESH, ...parsed(this.#storage?.getItem(PLACE) ?? null) };
  }

  get choices(): Choices {
    return this.#choices;
  }

  /** Takes the given choices over and keeps them. */
  choose(change: Partial<Choices>): void {
    const now = this.#choices;
    if ((Object.keys(change) as (keyof Choices)[]).every((name) => change[name] === now[name])) return;
    const next = { ...now, ...change };
    this.#choices = next;
    try {
      this.#storage?.setItem(PLACE, JSON.stringify(next));
    } catch {
      // A full or blocked storage loses the choice at the next visit, nothing else.
    }
    this.dispatchEvent(new Event('change'));
  }
}

/** The browser's own storage, or undefined where it refuses even to be looked at. */
export function browserStorage(): Storage | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined;
  }
}

/** The account of a caller's ARN; empty for a service. */
export function accountOf(caller: string): string {
  return parseArn(caller)?.account ?? '';
}
