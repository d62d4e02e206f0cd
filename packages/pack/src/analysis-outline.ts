/** A task analysis as an example with all that is usual in it, for whoever is asked to write one. */
export const ANALYSIS_OUTLINE: string = `summary: One line on what will be there at the end
roles:                       # as few as possible, at most five; each with a prefix of its own
  researcher:
    prefix: RESEARCH
    summary: Finds out what the export must contain
    capabilities: [knows where reports are made, reads the data model]
    work: Find every place that makes a report. List columns, formats and who reads them.
    validate: Every column names the file and line it comes from.
  builder:
    prefix: BUILD
    additional_prefixes: [BUILD-fix]
    summary: Writes the export and its tests
    capabilities: [changes code, runs the tests]
    work: Write the export as the research describes it, tests first. Commit each step.
    validate: All tests pass; the export of the sample data is attached.
  reviewer:
    prefix: REVIEW
    summary: Judges the change
    capabilities: [reads code critically]
    work: Read the whole diff. Score it from 0 to 100 and list findings by severity.
    validate: Each finding names file and line.
tasks:                       # the graph; what needs nothing starts at once
  research: { role: researcher, title: What the export must contain, discuss: D1 }
  build: { role: builder, needs: [research], title: Build the export }
  review:
    role: reviewer
    needs: [build]
    title: Review the change
    gate: { revise: { role: builder, prefix: BUILD-fix }, max_rounds: 2, when_exhausted: escalate }
  handbook: { role: builder, needs: [review], title: Describe the export in the handbook }
perspectives: [product, quality, risk]   # who is heard in each round of critique (discuss)
`;
