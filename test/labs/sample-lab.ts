/** A small lab for tests of the runner and of the validator. */
import type { Lab } from '../../src/labs/lab.ts';

export const sampleLab = (): Lab => ({
  form: 1,
  id: 'sample',
  minutes: 5,
  concepts: ['kms-key'],
  start: [
    { call: 'CreateKey', input: { Description: 'of the start' }, save: { key: 'KeyMetadata.Arn' } },
    {
      sandbox: 'principals.put',
      arguments: [{ arn: 'arn:aws:iam::111122223333:role/App', policies: [] }],
    },
    { advance: 60 },
  ],
  tasks: [
    {
      id: 'round-trip',
      done: {
        all: [
          { label: 'encrypted', event: { operation: 'Encrypt', key: '$key', sidecar: { ctSha: '$c' } } },
          {
            label: 'decrypted',
            inOrder: [
              { operation: 'Encrypt', key: '$key', sidecar: { ctSha: '$c' } },
              { operation: 'Decrypt', key: '$key', sidecar: { ctSha: '$c' } },
            ],
          },
        ],
      },
      mistakes: [
        {
          id: 'other-key',
          seen: {
            event: { operation: 'Encrypt', key: '$other', record: { 'requestParameters.keyId': { not: '$key' } } },
          },
          script: [
            { call: 'CreateKey', input: {}, save: { other: 'KeyMetadata.Arn' } },
            { call: 'Encrypt', input: { KeyId: '$other', Plaintext: { text: 'x' } } },
          ],
        },
      ],
      solution: [
        {
          call: 'Encrypt',
          input: { KeyId: '$key', Plaintext: { text: 'hello' } },
          save: { ciphertext: 'CiphertextBlob' },
        },
        { call: 'Decrypt', input: { CiphertextBlob: '$ciphertext' } },
      ],
    },
    {
      id: 'allow-app',
      done: { label: 'app', can: { caller: 'arn:aws:iam::111122223333:role/App', operation: 'Decrypt', key: '$key' } },
      solution: [
        {
          sandbox: 'principals.put',
          arguments: [
            {
              arn: 'arn:aws:iam::111122223333:role/App',
              policies: [
                {
                  Version: '2012-10-17',
                  Statement: [{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: '$key' }],
                },
              ],
            },
          ],
        },
      ],
    },
    { id: 'question', done: { quiz: 'why' }, solution: [], isBonus: true },
  ],
  quiz: { id: 'why', answers: ['a', 'b'], right: 'b' },
  texts: {
    en: {
      title: 'Sample',
      goal: 'Do it.',
      start: 'There is a key.',
      tasks: {
        'round-trip': {
          title: 'Round trip',
          text: 'Encrypt and decrypt.',
          hints: ['first', 'second', 'third'],
          unmet: { decrypted: 'Decrypt it now.' },
          mistakes: { 'other-key': 'Use the key of the start.' },
        },
        'allow-app': { title: 'Allow', text: 'Allow the role App.', hints: ['one', 'two', 'three'] },
        question: { title: 'Why', text: 'Answer.', hints: ['one', 'two', 'three'] },
      },
      quiz: { question: 'Why?', answers: { a: 'A', b: 'B' } },
      caption: 'A picture.',
      summary: ['It works.'],
      instructor: ['Five minutes.'],
    },
  },
});
