/** The sandbox behind the endpoint. */
import type { Credentials, HttpRequest, HttpResponse } from '../model/contract.ts';
import { ADMIN_CREDENTIALS, ADMIN_USER, DEFAULT_ACCOUNT } from '../model/documented-world.ts';
import type { SeedDocument } from '../model/seed-document.ts';
import { createStrongroom, SeedError } from '../memory.ts';
import { UsageError } from './parse-options.ts';

/** Credentials of `user/admin`, for the environment of a program. */
export type AdminCredentials = Pick<Credentials, 'accessKeyId' | 'secretAccessKey'>;

/** The sandbox, as the paths of the endpoint use it. */
export interface EndpointSandbox {
  /** Answers a request of AWS. Waits while the sandbox is reset. */
  http(request: HttpRequest): Promise<HttpResponse>;
  /** Returns clock, settings, accounts and principals, without secrets. */
  state(): Promise<object>;
  /** Waits for the requests in progress, resets the sandbox, and returns the credentials that are valid then. */
  reset(): Promise<AdminCredentials>;
}

const ADMIN = `arn:aws:iam::${DEFAULT_ACCOUNT}:user/${ADMIN_USER}`;

/** Options of the sandbox. */
export interface EndpointSandboxOptions {
  readonly keepEvents?: number | undefined;
  /** Whether a new access key replaces the documented one, at the start and after each reset. */
  readonly freshCredentials: boolean;
  /** What the sandbox contains, at the start and after each reset. */
  readonly seed?: SeedDocument | undefined;
}

/** Says every problem of a seed document, each in a line of its own. */
const describeProblems = ({ problems }: SeedError): string =>
  problems.map(({ path, message }) => `--seed: ${path.join('.') || 'the document'}: ${message}`).join('\n');

/**
 * Creates the sandbox. Returns it with the credentials of `user/admin`.
 * @throws {UsageError} if the seed document is refused
 */
export async function openEndpointSandbox({
  keepEvents,
  freshCredentials,
  seed,
}: EndpointSandboxOptions): Promise<{ readonly sandbox: EndpointSandbox; readonly credentials: AdminCredentials }> {
  const strongroom = createStrongroom(keepEvents === undefined ? {} : { events: { keep: keepEvents } });
  const { sandbox: inner } = strongroom;
  const { accessKeys, principals, accounts, clock, settings } = inner;

  async function applySeed(): Promise<void> {
    if (seed === undefined) return;
    try {
      await inner.seed(seed);
    } catch (error) {
      throw error instanceof SeedError ? new UsageError(describeProblems(error)) : error;
    }
  }

  async function prepareCredentials(): Promise<AdminCredentials> {
    if (!freshCredentials) return ADMIN_CREDENTIALS;
    for (const { arn } of await principals.list())
      for (const { id } of await accessKeys.list(arn)) await accessKeys.remove(id);
    const { accessKeyId, secretAccessKey } = await accessKeys.create(ADMIN);
    return { accessKeyId, secretAccessKey };
  }

  await applySeed();
  const credentials = await prepareCredentials();
  // After a reset that failed, the documented access key may be valid: no request is answered until one succeeds.
  let ready: Promise<unknown> = Promise.resolve();
  const inProgress = new Set<Promise<unknown>>();

  /** Waits until no reset is in progress: another one may begin while this one ends. */
  async function waitUntilReady(): Promise<void> {
    let awaited: Promise<unknown>;
    do {
      awaited = ready;
      await awaited;
    } while (awaited !== ready);
  }

  const sandbox: EndpointSandbox = {
    async http(request) {
      await waitUntilReady();
      const answer = strongroom.http(request);
      inProgress.add(answer);
      return await answer.finally(() => inProgress.delete(answer));
    },
    async state() {
      await waitUntilReady();
      const [time, all, owners, existing] = await Promise.all([
        clock.state(),
        settings.get(),
        accounts.list(),
        principals.list(),
      ]);
      return {
        clock: time,
        settings: all,
        accounts: owners.map(({ id }) => id),
        principals: existing.map(({ arn }) => arn),
      };
    },
    reset() {
      const done = ready
        .catch(() => undefined)
        // One in progress would meet the documented access key, which is valid until it is replaced.
        .then(() => Promise.allSettled(inProgress))
        .then(() => inner.reset())
        .then(applySeed)
        .then(prepareCredentials);
      ready = done;
      return done;
    },
  };
  return { sandbox, credentials };
}
