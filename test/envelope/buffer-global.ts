/** The AWS Encryption SDK for JavaScript expects Node's Buffer as a global. To be imported before it. */
import { Buffer } from 'buffer';

Object.assign(globalThis, { Buffer });
