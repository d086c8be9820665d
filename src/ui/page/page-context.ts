/** What every page of the app is given. */
import type { KmsClient, Strongroom } from '../../client/strongroom.ts';
import type { KeptFileStore } from './kept-file.ts';

/** The app's context: a new object whenever Region or caller changed, so that pages draw again. */
export interface PageContext {
  readonly strongroom: Strongroom;
  /** The client for Region and caller. */
  readonly kms: KmsClient;
  readonly region: string;
  /** ARN. */
  readonly caller: string;
  readonly account: string;
  readonly shelf: KeptFileStore;
}

/** The event by which anything on a page asks the shell to be in another Region or to be somebody else. */
export const SWITCH_TO = 'strong-switch-to';

/** What it asks for. */
export interface SwitchTo {
  readonly region?: string;
  readonly account?: string;
  /** ARN of who to be. */
  readonly caller?: string;
}
