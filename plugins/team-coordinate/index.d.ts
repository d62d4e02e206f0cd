export declare const team: {
  readonly "name": string;
  readonly "version": string;
  readonly "summary": string;
  readonly "session_prefix": string;
  readonly "roles": {
  };
  readonly "pipelines": {
  };
  readonly "inputs": {
  };
  readonly "perspectives": {
  };
  readonly "select": readonly never[];
  readonly "message_types": readonly never[];
  readonly "inject": readonly never[];
  readonly "on_failure": string;
  readonly "limits": {
    readonly "max_parallel": number;
    readonly "lease_ms": number;
    readonly "dispatch_ms": number;
    readonly "max_attempts": number;
    readonly "max_errors": number;
    readonly "max_tasks": number;
    readonly "max_new_roles": number;
    readonly "answer_ms": number;
  };
};
