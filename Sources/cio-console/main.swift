import ArgumentParser
print("cio-console")
