/** Every text of the policy templates. */
export const TEXTS = {
  template: 'Template',
  chooseTemplate: 'Choose a template',
  choosePrincipal: 'Choose a principal',
  notJson: 'The policy is not valid JSON. Fix it before you add a template.',
  added: 'Statements added by the template',
  add: 'Add to policy',
  principal: 'User or role',
  /** `sid` is the ID of the statement that the template adds. */
  templates: {
    split: {
      name: 'Separate administrators and users',
      says: 'Adds a key administrator, and a key user. Other statements can still allow either of them more, and an administrator can change the policy.',
      administrator: 'Key administrator',
      user: 'Key user',
    },
    account: {
      name: 'Allow another account',
      sid: 'Allow use from another account',
      says: 'Allows another account to use the key. IAM policies in that account must also allow its users and roles.',
      account: 'Account ID',
    },
    service: {
      name: 'Allow use through an AWS service',
      sid: 'Allow use through a service',
      says: 'Allows the principal to use the key in requests that the service makes on its behalf. Other statements or IAM policies can still allow direct use.',
      service: 'Service',
    },
    context: {
      name: 'Allow use with an encryption context pair',
      sid: 'Allow use with an encryption context',
      says: 'Allows encryption, decryption and data keys with this pair, for example to separate tenants that share a key. Other statements or IAM policies can still allow use without it.',
      pair: 'Context key',
      value: 'Context value',
    },
    tags: {
      name: 'Allow use by tag (ABAC)',
      sid: 'Allow use by tags',
      says: 'Allows principals of this account whose tag value equals the tag value of the key. Change a tag to give or remove access without editing policies.',
      tag: 'Tag',
    },
    alias: {
      name: 'Allow use by alias (ABAC)',
      sid: 'Allow use by alias',
      says: 'Allows the principal to use the key when the request names this alias. If you move the alias to another key, this statement no longer allows access to this key.',
      alias: 'Alias',
    },
    noContext: {
      name: 'Deny encryption without a context',
      sid: 'Deny encryption without a context',
      says: 'Denies Encrypt, GenerateDataKey* and ReEncryptTo without an encryption context, even if another statement allows them. It allows nothing.',
    },
    inUse: {
      name: 'Deny deletion of a key in use',
      sid: 'Deny deletion of a key in use',
      says: 'Denies DisableKey and ScheduleKeyDeletion until the key has been unused for the given number of days.',
      days: 'Days without use',
    },
    resources: {
      name: 'Allow grants for AWS resources',
      sid: 'Allow grants for AWS resources',
      says: 'Allows the principal to create, list and revoke grants in requests of AWS services that use the key for a resource, such as an EBS volume.',
    },
  },
};
