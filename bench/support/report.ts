/** One measured number with its name, and what it stands beside. */
export type Row = { what: string; value: number; unit: string; beside?: string }

/** What a line may be asked: `quick` keeps it within seconds and its numbers rough. */
export type Ask = { quick: boolean; say: (sentence: string) => void; seen: Map<string, number> }

/** A line of the bench; `seen` holds numbers of earlier lines, for ratios. */
export type Line = (ask: Ask) => Promise<Row[]>
