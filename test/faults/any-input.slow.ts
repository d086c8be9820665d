/** Many examples of input that no caller should send. `npm test` takes a few. */
import { anyInput } from './any-input.ts';

describe('any input', () => anyInput(300));
