"""Where the lake's bytes stand: a folder, or a bucket of an object store. `storage.door` is what other rooms use."""
