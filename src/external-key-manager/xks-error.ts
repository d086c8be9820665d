/** An error of a proxy. */
import type { XksErrorName } from '../model/xks-proxy-api.ts';

/** An error that a proxy answers with. `detail` becomes errorMessage: printable ASCII, without data of the request. */
export class XksError extends Error {
  override readonly name = 'XksError';
  readonly errorName: XksErrorName;
  readonly detail: string;
  /** Sid of the policy statement that denied the request, or `none`. */
  readonly deniedBy: string | undefined;

  constructor(errorName: XksErrorName, detail: string, deniedBy?: string) {
    super(`${errorName}: ${detail}`);
    this.errorName = errorName;
    this.detail = detail;
    this.deniedBy = deniedBy;
  }
}
