/** Gives a mocha test 60 seconds. Vitest passes no context: its limit of 60 seconds stands in its configuration. */
export function allowSlow(context: Mocha.Context | undefined): void {
  context?.timeout(60_000);
}
