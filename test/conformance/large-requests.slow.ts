/** Large requests to every operation, in every member. `npm test` takes each member once. */
import { ALL_MEMBERS, largeMembers } from './large-members.ts';

describe('large requests on the wire', () => largeMembers(ALL_MEMBERS));
