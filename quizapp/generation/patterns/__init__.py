"""Questions that syntax alone does not give: a post and its holder, an age at death, a toll.

Each module reads one kind of statement that news is full of and writes whole drafts of it; what a
clause says in plain syntax is asked by `asking` and never repeated here. They may import the types,
times, wording and knowledge of the generator, not the pipeline, and not what offers options.
"""
