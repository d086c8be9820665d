/** The context of every page: sandbox, Region and caller. */
import { createContext } from '@lit/context';
import type { KmsClient, Strongroom } from '../../client/strongroom.ts';
import { typedEvent } from '../kit/typed-event.ts';
import type { KeptFileStore } from './kept-file.ts';

/** The context of the app: a new object after each change of sandbox, Region or caller, so that pages render again. */
export interface PageContext {
  /** The sandbox that this tab shows. */
  readonly strongroom: Strongroom;
  /** The client for Region and caller. */
  readonly kms: KmsClient;
  readonly region: string;
  /** ARN. */
  readonly caller: string;
  readonly account: string;
  readonly shelf: KeptFileStore;
  /** Starts a worker that processes one file. Undefined: files are processed in the page. */
  readonly startFileWorker?: (() => Worker) | undefined;
}

/** By this the shell provides the context, and what is inside a page consumes it. */
export const PAGE_CONTEXT = createContext<PageContext>(Symbol('page-context'));

/** A request to switch sandbox, Region, account or caller. */
export interface SwitchTo {
  /** ID of the sandbox to show. Its last Region and caller in this tab come with it. */
  readonly sandbox?: string;
  readonly region?: string;
  readonly account?: string;
  /** ARN of the new caller. */
  readonly caller?: string;
}

/** Names the content of a page, for the title of the window. */
export const PAGE_TITLE = typedEvent<string>('strong-page-title', { bubbles: true, composed: true });

/** Asks the shell to open the controls of the simulated clock, and to return the focus to an element then. */
export const OPEN_CLOCK = typedEvent<HTMLElement>('strong-open-clock', { bubbles: true, composed: true });

/** Asks the shell to switch. */
export const SWITCH_TO = typedEvent<SwitchTo>('strong-switch-to', { bubbles: true, composed: true });
