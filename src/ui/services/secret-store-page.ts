/** The page of the secret store as data. */
import { action, choice, filled, given, optional, optionalKey, text } from './action-fields.ts';
import type { ActionValues, ServicePage } from './service-action.ts';
import { TEXTS } from './services-texts.ts';

const secret = text('SecretId');
const secretOf = (values: ActionValues) => ({ SecretId: given(values, 'SecretId') });

/** The secret store. */
export const secretStorePage: ServicePage = {
  async load({ secretStore: store }) {
    const secrets = await store.listSecrets();
    return {
      rows: secrets.map(({ Name, KmsKeyId, VersionIdsToStages }) => [
        Name,
        KmsKeyId ?? TEXTS.managed,
        String(Object.keys(VersionIdsToStages).length),
      ]),
    };
  },
  actions: [
    action(
      'createSecret',
      [text('Name'), text('SecretString'), optionalKey],
      async ({ secretStore: store }, values, by) => {
        const { KeyId } = values;
        const made = { Name: given(values, 'Name'), SecretString: given(values, 'SecretString') };
        const key = KeyId === undefined ? {} : { KmsKeyId: KeyId };
        return TEXTS.created((await store.createSecret({ ...by, ...made, ...key })).ARN);
      },
    ),
    action('putSecretValue', [secret, text('SecretString')], async ({ secretStore: store }, values, { caller }) => {
      const put = { ...secretOf(values), SecretString: given(values, 'SecretString') };
      return TEXTS.stored((await store.putSecretValue({ caller, ...put })).VersionId);
    }),
    action(
      'getSecretValue',
      [secret, choice('VersionStage', 'AWSCURRENT', 'AWSPREVIOUS'), optional('VersionId', 'VersionId')],
      async ({ secretStore: store }, values, { caller }) => {
        const { VersionId } = values;
        // A version ID names the version by itself.
        const version = VersionId === undefined ? filled(values, 'VersionStage') : { VersionId };
        return (await store.getSecretValue({ caller, ...secretOf(values), ...version })).SecretString;
      },
    ),
    action('describeSecret', [secret], async ({ secretStore: store }, values) => {
      const { ARN, KmsKeyId, VersionIdsToStages } = await store.describeSecret(secretOf(values));
      const versions = Object.entries(VersionIdsToStages).map(([id, stages]) => `${id}: ${stages.join(', ')}`);
      return [ARN, KmsKeyId ?? TEXTS.managed, ...versions].join('\n');
    }),
    action('updateSecret', [secret, text('KeyId')], async ({ secretStore: store }, values) => {
      await store.updateSecret({ ...secretOf(values), KmsKeyId: given(values, 'KeyId') });
      return TEXTS.changed(given(values, 'SecretId'));
    }),
    action('deleteSecret', [secret], async ({ secretStore: store }, values) => {
      await store.deleteSecret(secretOf(values));
      return TEXTS.deleted(given(values, 'SecretId'));
    }),
  ],
};
