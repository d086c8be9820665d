/** What a page of a service shows and does: tables and forms as data. */
import type { Services } from '../../services/service-methods.ts';
import type { FIELD_TEXTS } from './services-texts.ts';

/** A field of a form. */
export interface ActionField {
  /** Name of the member. */
  readonly name: string;
  readonly label: keyof typeof FIELD_TEXTS;
  readonly isOptional?: true;
  /** A field for whole numbers. */
  readonly isNumber?: true;
  /** The values to choose from. Omitted: text. */
  readonly choices?: readonly string[];
}

/** Who acts, and where. */
export interface ActingCaller {
  readonly caller: string;
  readonly region: string;
}

/** A form of a service. */
export interface ServiceAction {
  readonly id: string;
  readonly fields: readonly ActionField[];
  /** Makes the call, and returns what to say of it. `values` has a text for each field that was filled in. */
  run(services: Services, values: Readonly<Record<string, string>>, by: ActingCaller): Promise<string>;
}

/** What a service stores, as a table, and a sentence about its state. */
export interface ServiceContents {
  readonly rows: readonly (readonly string[])[];
  readonly state?: string;
}

/** A service. */
export interface ServicePage {
  load(services: Services): Promise<ServiceContents>;
  readonly actions: readonly ServiceAction[];
}
