/** Ordinary AWS SDK code, as a page has it: assumes a role, uses it, and looks up its own events. */
import { CloudTrailClient, ListPublicKeysCommand, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { KMSClient, ListKeysCommand } from '@aws-sdk/client-kms';
import { AssumeRoleCommand, GetCallerIdentityCommand, GetSessionTokenCommand, STSClient } from '@aws-sdk/client-sts';
import type { StrongroomLibrary } from '../../../src/library.ts';

const CREDENTIALS = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};

/** By requestHandler in the page of the app, or by the service worker's endpoint. */
type Way = 'handler' | 'endpoint';

/**
 * The test's server sends the headers of the app with every page. The app has a policy for what the SDK's XML parser
 * needs; the other page, which loads this module alone, needs one of its own.
 */
function allowXml(): void {
  const { trustedTypes } = globalThis as {
    trustedTypes?: {
      readonly defaultPolicy: unknown;
      createPolicy(name: string, rules: { createHTML: (text: string) => string }): unknown;
    };
  };
  if (trustedTypes?.defaultPolicy === null) trustedTypes.createPolicy('default', { createHTML: (text) => text });
}

/** Runs the program. Returns who called, and the names of the events of the session. */
async function assumeAndLookUp(way: Way): Promise<{ readonly callers: string[]; readonly events: string[] }> {
  const { strongroom } = globalThis as { strongroom?: StrongroomLibrary };
  const config = (credentials: typeof CREDENTIALS & { sessionToken?: string }) => ({
    region: 'eu-west-1',
    credentials,
    maxAttempts: 1,
    ...(way === 'handler' && strongroom
      ? { requestHandler: strongroom.requestHandler() }
      : { endpoint: `${location.origin}/kms/` }),
  });
  const sts = new STSClient(config(CREDENTIALS));
  await sts.send(new GetSessionTokenCommand({}));
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({ RoleArn: 'arn:aws:iam::111122223333:role/Learner', RoleSessionName: `by-${way}` }),
  );
  const own = config({
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  });
  const callers = [];
  for (const client of [sts, new STSClient(own)])
    callers.push((await client.send(new GetCallerIdentityCommand({}))).Arn ?? '');
  await new KMSClient(own).send(new ListKeysCommand({}));
  const cloudTrail = new CloudTrailClient(own);
  await cloudTrail.send(new ListPublicKeysCommand({}));
  const { Events = [] } = await cloudTrail.send(
    new LookupEventsCommand({ LookupAttributes: [{ AttributeKey: 'Username', AttributeValue: `by-${way}` }] }),
  );
  return { callers, events: Events.map(({ EventName = '' }) => EventName) };
}

export interface ServicesTest {
  assumeAndLookUp: typeof assumeAndLookUp;
}

allowXml();
Object.assign(globalThis, { servicesTest: { assumeAndLookUp } satisfies ServicesTest });
