/** Texts of the picture *key-owners*. */
import type { Answer, KeyOwner, Mark } from './key-owners.ts';

const OWNER: Readonly<Record<KeyOwner, string>> = {
  customer: 'Your keys',
  'aws-managed': 'AWS managed keys, in your account',
  'aws-owned': 'AWS owned keys, outside of your account',
};

const NONE: Readonly<Record<KeyOwner, string>> = {
  customer: 'No key yet. Create one: it is drawn here.',
  'aws-managed': 'No AWS service has made a key in this account.',
  'aws-owned': 'No AWS service uses a key of its own here.',
};

const MARK: Readonly<Record<Mark, string>> = { view: 'View', use: 'Use', manage: 'Manage' };

const ANSWER: Readonly<Record<Answer, string>> = {
  allowed: 'allowed',
  'via-service': 'only through the service',
  denied: 'denied',
};

export const TEXTS = {
  owner: OWNER,
  none: NONE,
  mark: MARK,
  answer: ANSWER,
  about: (principal: string) => `The marks are about ${principal}.`,
  service: (service: string) => `Used by ${service}`,
  unlisted: 'Not in your ListKeys, your audit log or your quotas.',
  description: (text: string) => `Description: ${text}`,
  tag: (name: string, value: string) => `Tag ${name} = ${value}`,
  failed: (operation: string, error: string) => `${operation} failed: ${error}`,
  answered: (mark: string, operation: string, answer: string) => `${mark} (${operation}): ${answer}`,
};
