import { html } from 'lit';
import type { TamperPart } from './tamper.ts';

const PARTS: Readonly<Record<TamperPart, string>> = {
  body: 'the encrypted file',
  edk: 'the encrypted data key',
  header: 'the header authentication tag',
};

/** Every text of the tests that tamper with the encrypted file. */
export const TEXTS = {
  predictions: {
    whole: 'The file decrypts correctly.',
    damaged: 'The file decrypts, but part of it is corrupted.',
    refused: 'Decryption fails.',
  },
  parts: PARTS,
  noFile: 'Encrypt a file first.',
  originalFails: (error: string) =>
    `The unchanged file cannot be decrypted either: ${error}. So this test does not show what the change causes.`,
  changedBytes: 'the bytes around the change',
  flip: {
    heading: 'Flip one bit',
    part: 'Part to change',
    question: 'One bit of the encrypted file is flipped before decryption. What happens?',
    action: 'Flip one bit',
    cause: (position: string, part: string) => `Bit 0 of byte ${position} was flipped, in ${part}.`,
  },
  context: {
    heading: 'Change the encryption context',
    explanation:
      'An encryption context is a set of name-value pairs that is authenticated together with the ciphertext.',
    pair: (pair: string) =>
      html`The file was encrypted with the context pair <code>${pair}</code>. The test changes the case of one letter.`,
    question:
      'The key is correct and the ciphertext is intact, but one letter of the encryption context differs. What happens?',
    action: 'Change the encryption context',
    cause: (before: string, after: string) => `The file was encrypted with ${before}. Decryption used ${after}.`,
  },
  prediction: {
    run: 'Run',
    running: 'Running…',
    missing: 'Choose a prediction first.',
    correct: (outcome: string) => `Correct. ${outcome}`,
    incorrect: (outcome: string) => `Incorrect. ${outcome}`,
  },
};
