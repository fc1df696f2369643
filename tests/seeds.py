"""The four counties that come with the program: tests that mean them name them, for a county may be added beside."""

from portal.catalogue.files import COUNTIES

SEEDS = {"fushun": "210400", "wenshang": "370830", "zhenping": "411324", "liujiang": "450206"}
"""Division code by slug."""

SEED_FILES = [COUNTIES / f"{code}-{slug}.toml" for slug, code in SEEDS.items()]
