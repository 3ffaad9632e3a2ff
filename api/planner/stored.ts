/**
 * A jsonb column of this feature as its own operations wrote it. They alone write these columns, always whole and in the
 * form that the release reads; a form that changes comes with a migration.
 */
export const stored = <Shape>(column: unknown): Shape => column as Shape
