/** The kinds of entries. */
export type EntryKind = 'account' | 'user' | 'role' | 'session' | 'federated' | 'root' | 'group' | 'endpoint';
