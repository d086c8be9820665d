/** Inputs, outputs and records of the Orders app. */
import type { ServiceCaller } from '../service-call.ts';

export interface StartOrdersInput extends ServiceCaller {
  /** The KMS key of the app's data keys. */
  readonly KeyId: string;
  /** Writes and reads of one data key before another one is made. Omitted: no limit. */
  readonly maxUses?: number;
  /** Simulated seconds in memory before another data key is made. Omitted: no limit. */
  readonly maxAgeSeconds?: number;
  /** A tenant: part of the encryption context, and of the ledger's entries. */
  readonly tenant?: string;
}

/** What became of a write, read or start. */
export interface OrdersOutcome {
  readonly ok: boolean;
  /** Where the data key came from. `none`: there was none. */
  readonly dataKey: 'cached' | 'fetched' | 'none';
  /** Name of the KMS error. */
  readonly error?: string;
  /** The KMS error itself. */
  readonly cause?: unknown;
  /** ID of the order, after a write. */
  readonly id?: string;
  /** Text of the order, after a read. */
  readonly text?: string;
}

/** State of the app in this tab. */
export interface OrdersState {
  /** Omitted: the app was never started. */
  readonly settings?: StartOrdersInput;
  /** The plaintext data key in memory. Omitted: no data key is in memory. */
  readonly dataKey?: { readonly ageSeconds: number; readonly uses: number; readonly key: string };
  /** IDs of the stored orders. */
  readonly orders: readonly string[];
}

/** Record of the app. */
export interface AppRecord {
  readonly settings: StartOrdersInput;
  /** Incremented by each restart: other tabs then drop their data key, too. */
  readonly generation: number;
  /** Base64 of the encrypted data key in use. */
  readonly edk?: string;
}

/** Record of an order. Its body is encrypted. */
export interface OrderRecord {
  readonly id: string;
  /** Base64. */
  readonly edk: string;
}
