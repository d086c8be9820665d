/** What a page of a service shows and does: tables and forms as data. */
import type { Services } from '../../services/service-methods.ts';
import type { SignedReport } from '../../services/sign-report.ts';
import type { ShreddingReport } from '../../services/tenant-table/shredding-report.ts';
import type { FIELD_TEXTS } from './services-texts.ts';

/** A field of a form. */
export interface ActionField {
  /** Name of the member. */
  readonly name: string;
  readonly label: keyof typeof FIELD_TEXTS;
  /** The member that an error of the service names. Omitted: `name`. */
  readonly member?: string;
  readonly isOptional?: true;
  /** A field for whole numbers: minimum, and maximum if there is one. */
  readonly range?: readonly [number, number?];
  /** The values to choose from. Omitted: text. */
  readonly choices?: readonly string[];
}

/** Who acts, and where. */
export interface ActingCaller {
  readonly caller: string;
  readonly region: string;
}

/** A shredding report with its signature. */
export interface SignedShreddingReport {
  readonly report: ShreddingReport;
  readonly signed: SignedReport;
}

/** What to show after a call: a text, or a report. */
export type ActionResult = string | SignedShreddingReport;

/** The values of a form: a text for each field that was filled in. */
export type ActionValues = Readonly<Record<string, string>>;

/** A form of a service. */
export interface ServiceAction {
  readonly id: string;
  readonly fields: readonly ActionField[];
  /** Makes the call, and returns what to show of it. */
  run(services: Services, values: ActionValues, by: ActingCaller): Promise<ActionResult>;
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
